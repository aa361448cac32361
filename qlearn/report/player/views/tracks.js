// A line with its ruled out and its possible part, in hundredths of the picture's width: it fits any width without a redraw.
const tracks = (() => {
  const { svg, set, show } = drawing;
  const WIDE = 92, EDGE = 4; // of the picture's width, in hundredths
  const at = (share) => `${(EDGE + WIDE * share).toFixed(3)}%`;
  const wide = (share) => `${Math.max(0.2, WIDE * share).toFixed(3)}%`;

  const track = (picture, y, height) => {
    const parts = {
      all: svg("rect", { class: "gone", x: at(0), width: wide(1), y, height }),
      left: svg("rect", { class: "possible", y, height }),
      target: svg("line", { class: "target", y1: y - 5, y2: y + height + 5 }),
      asked: svg("g", {}),
    };
    picture.append(parts.all, parts.left, parts.target, parts.asked);
    return parts;
  };

  const ticks = (group, points, place, y, height) => {
    const inside = points.filter((x) => place(x) >= 0 && place(x) <= 1).slice(0, 32);
    while (group.childNodes.length < inside.length)
      group.append(svg("line", { class: "asked", y1: y - 8, y2: y + height + 8 }));
    Array.from(group.childNodes).forEach((line, i) => {
      show(line, i < inside.length);
      if (i < inside.length) set(line, { x1: at(place(inside[i])), x2: at(place(inside[i])) });
    });
  };

  const filled = (rect, from, to) => set(rect, { x: at(from), width: wide(to - from) });

  const marked = (line, place, x) => {
    const share = x === null ? -1 : place(x);
    show(line, share >= 0 && share <= 1);
    if (share >= 0 && share <= 1) set(line, { x1: at(share), x2: at(share) });
  };

  return { at, track, ticks, marked, filled };
})();
