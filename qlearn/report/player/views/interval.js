// Thresholds: the interval that is left, on the whole line and, below, the interval before the last answer drawn as wide.
{
  const { svg, set, show, number, lg } = drawing;
  const { at, track, ticks, marked, filled } = tracks;

  // Where a number stands on the whole line, 0 to 1: by its logarithm where nothing bounds the line.
  const scale = (data) => {
    const low = data.low[0], high = data.high[0];
    if (high !== null) return (x) => (x - low) / (high - low);
    let far = 2;
    for (const points of data.asked) for (const x of points) far = Math.max(far, x);
    far = Math.max(far, data.target ?? 0) * 2;
    return (x) => (x === null ? 1 : Math.log2(1 + x) / Math.log2(1 + far));
  };

  const words = (data, step) => {
    const low = data.low[step], high = data.high[step], first = data.high[0];
    if (high === null) return `The threshold is above ${number(low)}; nothing bounds it yet.`;
    if (data.whole) {
      const left = high - low;
      return left === 1 ? `The threshold is ${number(high)}: one is left.`
        : `${number(left)} thresholds left: ${number(low + 1)} to ${number(high)}.`;
    }
    const share = step ? `, 2^${lg((high - low) / (first - data.low[0]))} of what there was` : "";
    return `The threshold is above ${number(low)} and at most ${number(high)}: ${number(high - low)} wide${share}.`;
  };

  views.interval = (box, data) => {
    const whole = scale(data);
    const picture = svg("svg", { class: "interval", role: "img", "aria-label": "The interval that holds the threshold" });
    const over = track(picture, 30, 22), zoom = track(picture, 110, 34);
    const wedge = [svg("line", { class: "wedge", y1: 52, y2: 110 }), svg("line", { class: "wedge", y1: 52, y2: 110 })];
    const ends = ["start", "end"].map((anchor) => svg("text", { y: 162, "text-anchor": anchor }));
    const question = svg("text", { class: "question", y: 98 });
    picture.prepend(...wedge);
    picture.append(svg("text", { x: at(0), y: 18 }, data.high[0] === null ? "all, by size" : "all"), ...ends, question);
    box.append(picture);

    return (step) => {
      const before = Math.max(0, step - 1), low = data.low[before], high = data.high[before];
      const near = high === null ? whole : (x) => (x === null ? 1 : (x - low) / (high - low));
      const points = step ? data.asked[step - 1] : [];
      const from = data.low[step], to = data.high[step];
      for (const [parts, place] of [[over, whole], [zoom, near]]) {
        filled(parts.left, place(from), place(to));
        marked(parts.target, place, data.target);
      }
      ticks(over.asked, points, whole, 30, 22);
      ticks(zoom.asked, points, near, 110, 34);
      set(wedge[0], { x1: at(whole(high === null ? data.low[0] : low)), x2: at(0) });
      set(wedge[1], { x1: at(whole(high)), x2: at(1) });
      ends[0].textContent = number(high === null ? data.low[0] : low);
      ends[1].textContent = high === null ? "and so on" : number(high);
      set(ends[0], { x: at(0) });
      set(ends[1], { x: at(1) });
      show(question, points.length === 1);
      if (points.length === 1) {
        const share = near(points[0]), side = share < 0.25 ? "start" : share > 0.75 ? "end" : "middle";
        set(question, { x: at(Math.min(1, Math.max(0, share))), "text-anchor": side });
        question.textContent = `${number(points[0])}?`;
      }
      return words(data, step);
    };
  };
}
