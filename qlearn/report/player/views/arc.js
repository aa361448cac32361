// Half-spaces with two weights: the arc of directions left on the circle and, below, the arc before the last answer drawn wide.
{
  const { svg, set, show, upTo, lg, many, percent } = drawing;
  const { at, track, ticks, marked, filled } = tracks;
  const R = 100, FEW = 16;
  const on = (angle, r = R) => [r * Math.cos(angle), -r * Math.sin(angle)];
  const spot = (circle, angle) => {
    show(circle, angle !== null);
    if (angle !== null) set(circle, { cx: on(angle)[0].toFixed(2), cy: on(angle)[1].toFixed(2) });
  };
  const turned = (angle) => angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI)); // from -pi to pi

  const words = (data, width, before, step) => {
    const share = width / (2 * Math.PI);
    let text = width === 0 ? "One direction is left." : `Directions left: an arc of ${Number(width.toPrecision(4))} radians`;
    if (width) text += share > 0.001 ? `, ${percent(share)} of the circle.` : `, 2^${lg(share)} of the circle.`;
    if (!step) return text;
    const labels = many(data.asked[step - 1], "label");
    if (!data.asked[step - 1]) return `${text} Answer ${step} told no label.`;
    const lost = width < before ? percent(1 - width / before) : "nothing";
    return `${text} Answer ${step} (${labels}) cut away ${lost}.`;
  };

  const wedge = (begin, width) => {
    if (width > 6.28) return `M${R},0A${R},${R} 0 1 0 ${-R},0A${R},${R} 0 1 0 ${R},0Z`;
    const [x, y] = on(begin), [u, v] = on(begin + Math.max(width, 0.004));
    return `M0,0L${x.toFixed(2)},${y.toFixed(2)}A${R},${R} 0 ${width > Math.PI ? 1 : 0} 0 ${u.toFixed(2)},${v.toFixed(2)}Z`;
  };

  const round = (box) => {
    const label = "The directions that fit, on a circle";
    const picture = svg("svg", { class: "circle", viewBox: "-130 -130 260 260", role: "img", "aria-label": label });
    const parts = {
      left: svg("path", { class: "possible" }),
      lines: svg("g", {}),
      target: svg("circle", { class: "target", r: 5 }),
      found: svg("circle", { class: "found", r: 7 }),
      proposed: svg("circle", { class: "proposed", r: 6 }),
    };
    picture.append(svg("circle", { class: "gone", r: R }), ...Object.values(parts));
    box.append(picture);
    return parts;
  };

  // The points of a turn as dots outside the circle, a plus or a minus in them, each with the line that it cuts along.
  const asked = (group, points) => {
    while (group.childNodes.length < points.length) {
      const dot = svg("circle", { class: "label", r: 9 });
      group.append(svg("g", {}, svg("line", { class: "asked" }), dot, svg("text", { class: "sign" })));
    }
    Array.from(group.childNodes).forEach((mark, i) => {
      show(mark, i < points.length);
      if (i >= points.length) return;
      const [, angle, yes] = points[i], [line, dot, sign] = mark.childNodes;
      const [x, y] = on(angle, R + 16), [u, v] = on(angle + Math.PI / 2);
      set(line, { x1: u, y1: v, x2: -u, y2: -v });
      set(dot, { cx: x, cy: y });
      set(sign, { x, y: y + 4 });
      sign.textContent = yes ? "+" : "\u2212";
    });
  };

  views.arc = (box, data) => {
    const whole = round(box), turns = data.points.map((point) => point[0]), proposals = data.proposed.map(([turn]) => turn);
    const label = "The arc before the last answer, and what is left of it";
    const picture = svg("svg", { class: "zoomed", role: "img", "aria-label": label });
    const zoom = track(picture, 30, 34);
    const long = svg("text", { y: 82, x: at(1), "text-anchor": "end" });
    picture.append(svg("text", { x: at(0), y: 16 }, "the arc before this answer, drawn wide"), long);
    box.append(picture);
    return (step) => {
      const now = upTo(data.turn, step) - 1, then = upTo(data.turn, step - 1) - 1;
      const before = step ? then : 0, begin = data.begin[before], width = data.width[before];
      const place = (angle) => {
        const from = angle - begin, near = from - 2 * Math.PI * Math.floor(from / (2 * Math.PI));
        return (near > Math.PI + width / 2 ? near - 2 * Math.PI : near) / (width || 1);
      };
      const points = data.points.slice(upTo(turns, step - 1), upTo(turns, step));
      set(whole.left, { d: wedge(data.begin[now], data.width[now]) });
      asked(whole.lines, points.slice(0, FEW));
      spot(whole.target, data.target);
      spot(whole.found, step === data.asked.length ? data.found : null);
      const last = upTo(proposals, step) - 1;
      spot(whole.proposed, last >= 0 ? data.proposed[last][1] : null);
      const start = now === before ? 0 : before === 0 ? place(data.begin[now]) : turned(data.begin[now] - begin) / width;
      filled(zoom.left, start, Math.min(1, start + data.width[now] / (width || 1)));
      marked(zoom.target, place, data.target);
      ticks(zoom.asked, points.flatMap(([, angle]) => [angle + Math.PI / 2, angle - Math.PI / 2]), place, 30, 34);
      long.textContent = `${Number(width.toPrecision(4))} radians`;
      return words(data, data.width[now], width, step);
    };
  };
}
