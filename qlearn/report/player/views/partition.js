// Trees and boxes in two features: cells coloured from the first point in them on, points by their answer, on a canvas.
{
  const { html, svg, colour, canvas, upTo, number, many, percent } = drawing;
  const SLICE = "The boxes are a slice through the point asked last; all points are drawn, whatever their other features.";
  const EDGE = 6, FOOT = 20, HUES = 8;
  const hue = (i) => `--hue-${i % HUES}`;

  const words = (data, step, shares) => {
    if (!data.of) return `${many(upTo(data.turn, step), "point")} so far; what the boxes are is not known yet.`;
    const met = data.met.filter((turn) => turn > 0 && turn <= step).length;
    const now = data.met.filter((turn) => turn === step).length;
    const last = upTo(shares, step) - 1, share = last < 0 ? 0 : data.share[last][1];
    let text = `${number(met)} of the ${number(data.met.length)} boxes of ${data.of} have a point in them, `;
    text += `${percent(share)} of the domain.`;
    const points = upTo(data.turn, step) - upTo(data.turn, step - 1);
    if (step) text += ` Answer ${step}: ${many(points, "point")}, ${now ? many(now, "new box", "new boxes") : "no new box"}.`;
    return text;
  };

  const legend = (data) => {
    const swatch = (i) => svg("svg", { class: "swatch", viewBox: "0 0 10 10", "aria-hidden": "true" },
      svg("rect", { width: 10, height: 10, class: `hue-${i % HUES}` }));
    const shown = data.names.slice(0, HUES).map((name, i) => html("li", {}, swatch(i), name));
    const rest = data.names.length - shown.length;
    if (rest > 0) shown.push(html("li", {}, `and ${rest} more, in the same colours again`));
    return html("ul", { class: "legend" }, ...shown);
  };

  const choosers = (data, chosen, changed) => {
    if (data.choose < 3) return [];
    return ["across", "up"].map((where, side) => {
      const options = data.features.slice(0, data.choose).map((name, i) => html("option", { value: i }, name));
      const select = html("select", {}, ...options);
      select.value = String(chosen[side]);
      select.addEventListener("change", () => {
        chosen[side] = Number(select.value);
        changed();
      });
      return html("label", {}, `${where} `, select);
    });
  };

  // Where numbers of the two features chosen are on the canvas; one feature alone fills the height.
  const scales = (data, chosen, width, height) => {
    const [i, j] = chosen, ends = (k) => [data.edges[k][0], data.edges[k].at(-1)];
    const [a, b] = ends(i), [c, d] = j === undefined ? [0, 1] : ends(j), tall = height - FOOT - EDGE, wide = width - 2 * EDGE;
    const x = (v) => EDGE + (wide * (v - a)) / (b - a || 1), y = (v) => EDGE + tall * (1 - (v - c) / (d - c || 1));
    const xs = Float32Array.from(data.point, (at) => x(at[i]));
    const ys = Float32Array.from(data.point, (at) => y(j === undefined ? 0.5 : at[j]));
    return { x, y, xs, ys, ends: [a, b, c, d], of: [width, height, ...chosen].join() };
  };

  const slice = (data, chosen, point) => {
    const others = data.features.map((_, k) => k).filter((k) => !chosen.includes(k));
    if (point < 0 || !others.length) return data.low.map((_, i) => i);
    const at = data.at[point], inside = [];
    for (let i = 0; i < data.low.length; i++)
      if (others.every((k) => data.low[i][k] <= at[k] && at[k] <= data.high[i][k])) inside.push(i);
    return inside;
  };

  const cells = (context, data, chosen, { x, y }, step, point) => {
    const [i, j] = chosen, band = j === undefined;
    for (const cell of slice(data, chosen, point)) {
      const left = x(data.edges[i][data.low[cell][i]]), right = x(data.edges[i][data.high[cell][i] + 1]);
      const under = band ? y(0) : y(data.edges[j][data.low[cell][j]]);
      const over = band ? y(1) : y(data.edges[j][data.high[cell][j] + 1]);
      const met = data.met[cell] > 0 && data.met[cell] <= step;
      context.fillStyle = colour(met ? hue(data.first[cell]) : "--gone");
      context.globalAlpha = met ? 0.45 : 1;
      context.fillRect(left, over, right - left, under - over);
      context.globalAlpha = 1;
      context.strokeRect(left, over, right - left, under - over);
    }
  };

  // In the order in which they were asked, whatever was drawn before: so a jump shows what playing shows.
  const dots = (context, { said }, { xs, ys }, from, to, size) => {
    const half = size / 2, hues = Array.from({ length: HUES }, (_, i) => colour(hue(i)));
    let last = -1;
    for (let n = from; n < to; n++) {
      if (said[n] !== last) context.fillStyle = hues[(last = said[n]) % HUES];
      context.fillRect(xs[n] - half, ys[n] - half, size, size);
    }
  };

  // Earlier points stand on a sheet to which new ones are added: ten thousand at once take the time of a frame.
  const earlier = (data) => {
    const sheet = html("canvas"), context = sheet.getContext("2d");
    let made = "", drawn = 0;
    return (scale, width, height, to) => {
      const ratio = window.devicePixelRatio || 1, wanted = [scale.of, ratio, colour(hue(0))].join();
      if (wanted !== made || to < drawn) {
        sheet.width = Math.round(width * ratio); // which empties it
        sheet.height = Math.round(height * ratio);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        made = wanted;
        drawn = 0;
      }
      dots(context, data, scale, drawn, to, 4);
      drawn = to;
      return sheet;
    };
  };

  const newest = (context, data, chosen, scale, step, moved) => {
    const { x, y } = scale, [i, j] = chosen, from = upTo(data.turn, step - 1), to = upTo(data.turn, step);
    const place = (p) => [x(p[i]), y(j === undefined ? 0.5 : p[j])];
    context.strokeStyle = colour("--ink");
    for (const [turn, low, high] of data.boxes) {
      if (turn !== step) continue;
      const [left, under] = place(low), [right, over] = place(high);
      context.setLineDash([4, 3]);
      context.strokeRect(left, over, Math.max(1, right - left), Math.max(1, under - over));
      context.setLineDash([]);
    }
    dots(context, data, scale, from, to, 8);
    context.lineWidth = 1.5;
    for (let k = from; k < to; k++) {
      const [u, v] = place(data.point[k]);
      context.strokeRect(u - 5, v - 5, 10, 10);
      if (!moved.has(k)) continue;
      const [s, t] = place(data.point[k - 1]), turn = Math.atan2(v - t, u - s);
      context.beginPath();
      context.moveTo(s, t);
      context.lineTo(u, v);
      for (const bend of [-0.5, 0.5]) {
        context.moveTo(u, v);
        context.lineTo(u - 9 * Math.cos(turn + bend), v - 9 * Math.sin(turn + bend));
      }
      context.stroke();
    }
    context.lineWidth = 1;
  };

  const captions = (context, data, chosen, scale, width, height) => {
    const [a, b, c, d] = scale.ends, [i, j] = chosen, across = data.features[i];
    const short = (v) => number(Number(v.toPrecision(4)));
    context.fillStyle = colour("--ink");
    context.font = "12px system-ui, sans-serif";
    context.textAlign = "left";
    const up = j === undefined ? "" : `, ${data.features[j]} up ${short(c)} to ${short(d)}`;
    context.fillText(`${across} across ${short(a)} to ${short(b)}${up}`, EDGE, height - 5, width - 2 * EDGE);
  };

  views.partition = (box, data) => {
    const chosen = data.features.length > 1 ? [0, 1] : [0];
    const shares = data.share.map(([turn]) => turn), moved = new Set(data.moved);
    const before = earlier(data);
    let step = 0, scale;
    const controls = html("div", { class: "choose" }, ...choosers(data, chosen, () => surface.again()));
    const frame = html("div", { class: "square" });
    box.append(controls, frame, legend(data));
    if (data.features.length > 2) box.append(html("p", { class: "note" }, SLICE));
    const surface = canvas(frame, "The boxes in two features, and the points asked", 0.8, (context, width, height) => {
      if (scale?.of !== [width, height, ...chosen].join()) scale = scales(data, chosen, width, height);
      const asked = upTo(data.turn, step);
      context.clearRect(0, 0, width, height);
      context.strokeStyle = colour("--paper");
      cells(context, data, chosen, scale, step, asked - 1);
      context.drawImage(before(scale, width, height, upTo(data.turn, step - 1)), 0, 0, width, height);
      if (step) newest(context, data, chosen, scale, step, moved);
      captions(context, data, chosen, scale, width, height);
    });
    return (to) => {
      step = to;
      surface.again();
      return words(data, step, shares);
    };
  };
}
