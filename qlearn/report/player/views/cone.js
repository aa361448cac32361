// Half-spaces with three weights: the globe of directions and, on a map, what is left of the part that was left before.
{
  const { svg, set, show, upTo, lg, many, percent } = drawing;
  const R = 100, SIDE = 110, WIDEST = 3, FEW = 8, BENDS = 12;
  const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
  const unit = ([x, y, z]) => {
    const size = Math.hypot(x, y, z);
    return [x / size, y / size, z / size];
  };
  const path = (points) => points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");

  // On the globe a side of the polygon is part of a great circle, seen from far above the middle of the map.
  const seen = (corners) => {
    const found = [], ends = corners.map(([x, y]) => unit([x, y, 1]));
    ends.forEach((a, i) => {
      const b = ends[(i + 1) % ends.length], cosine = a.reduce((sum, x, j) => sum + x * b[j], 0);
      const wide = Math.acos(Math.max(-1, Math.min(1, cosine)));
      for (let k = 0; k < BENDS; k++) {
        const t = k / BENDS, [s, r] = wide < 0.01 ? [1 - t, t] : [Math.sin((1 - t) * wide), Math.sin(t * wide)];
        const p = unit(a.map((x, j) => s * x + r * b[j]));
        found.push([R * p[0], -R * p[1]]);
      }
    });
    return path(found);
  };
  const greatCircle = (line) => {
    const n = unit(line), flat = Math.hypot(n[0], n[1]);
    if (flat < 1e-9) return "";
    const along = [-n[1] / flat, n[0] / flat], up = [-n[0] * n[2] / flat, -n[1] * n[2] / flat];
    return path(Array.from({ length: 33 }, (_, i) => {
      const t = (Math.PI * i) / 32;
      return [0, 1].map((j) => (j ? -R : R) * (Math.cos(t) * along[j] + Math.sin(t) * up[j]));
    }));
  };

  // The map shows the polygon before the cut, at most so wide that it still looks like what it is.
  const frame = (corners) => {
    const held = corners.map((p) => p.map((x) => Math.max(-WIDEST, Math.min(WIDEST, x))));
    const low = [0, 1].map((j) => Math.min(...held.map((p) => p[j])));
    const high = [0, 1].map((j) => Math.max(...held.map((p) => p[j])));
    const half = 0.55 * Math.max(high[0] - low[0], high[1] - low[1], 1e-300), mid = [0, 1].map((j) => (low[j] + high[j]) / 2);
    const to = ([x, y]) => [(SIDE * (x - mid[0])) / half, (-SIDE * (y - mid[1])) / half];
    return { to, half, mid };
  };
  const limited = (points) => points.map((p) => p.map((x) => Math.max(-1e5, Math.min(1e5, x))));
  const across = ({ to, half, mid }, [a, b, c]) => {
    const size = Math.hypot(a, b);
    if (size < 1e-12) return null;
    const off = (a * mid[0] + b * mid[1] + c) / (size * size), foot = [mid[0] - a * off, mid[1] - b * off];
    const reach = (3 * half) / size;
    return [to([foot[0] - b * reach, foot[1] + a * reach]), to([foot[0] + b * reach, foot[1] - a * reach])];
  };

  const words = (data, step) => {
    const now = upTo(data.smaller, step) - 1, then = Math.min(now, upTo(data.smaller, step - 1) - 1);
    const share = now < 0 ? 1 : data.share[now], before = then < 0 ? 1 : data.share[then];
    const text = `Directions left: ${share > 0.001 ? `${percent(share)} of the sphere` : `2^${lg(share)} of the sphere`}.`;
    if (!step) return text;
    const labels = many(data.asked[step - 1], "label");
    if (!data.asked[step - 1]) return `${text} Answer ${step} told no label.`;
    const lost = now > then ? percent(1 - share / before) : "nothing";
    return `${text} Answer ${step} (${labels}) cut away ${lost}.`;
  };

  const panel = (box, label, ground) => {
    const picture = svg("svg", { class: "panel", viewBox: "-112 -112 224 224", role: "img", "aria-label": label });
    const parts = {
      before: svg("polygon", { class: "gone" }),
      left: svg("polygon", { class: "possible" }),
      cuts: svg("g", {}),
      target: svg("circle", { class: "target", r: 4 }),
      found: svg("circle", { class: "found", r: 6 }),
      proposed: svg("circle", { class: "proposed", r: 5 }),
    };
    picture.append(...ground, ...Object.values(parts));
    box.append(picture);
    return parts;
  };
  const spot = (circle, p) => {
    const inside = p !== null && Math.hypot(...p) < 1e4;
    show(circle, inside);
    if (inside) set(circle, { cx: p[0].toFixed(2), cy: p[1].toFixed(2) });
  };
  const lines = (group, drawn, tag, write) => {
    while (group.childNodes.length < drawn.length) group.append(svg(tag, { class: "asked" }));
    Array.from(group.childNodes).forEach((line, i) => {
      show(line, i < drawn.length && drawn[i] !== null);
      if (i < drawn.length && drawn[i] !== null) set(line, write(drawn[i]));
    });
  };

  views.cone = (box, data) => {
    const both = drawing.html("div", { class: "panels" });
    box.append(both);
    const map = panel(both, "The directions left before this answer, drawn wide, and what is left of them", []);
    const globe = panel(both, "The directions that are left, on the globe", [svg("circle", { class: "sea", r: R })]);
    const polygons = [pairs(data.start), ...data.polygon.map(pairs)], proposals = data.proposed.map(([turn]) => turn);
    return (step) => {
      const now = upTo(data.turn, step) - 1, then = Math.min(now, upTo(data.turn, step - 1) - 1);
      const before = polygons[then + 1], left = polygons[now + 1], view = frame(before);
      const cuts = data.line.slice(then + 1, now + 1).slice(-FEW), last = upTo(proposals, step) - 1;
      const marks = {
        target: data.target,
        found: step === data.asked.length ? data.found : null,
        proposed: last >= 0 ? data.proposed[last].slice(1) : null,
      };
      set(map.before, { points: path(limited(before.map(view.to))) });
      set(map.left, { points: path(limited(left.map(view.to))) });
      set(globe.left, { points: seen(left) });
      lines(map.cuts, cuts.map((line) => across(view, line)), "line",
        ([[x1, y1], [x2, y2]]) => ({ x1: x1.toFixed(2), y1: y1.toFixed(2), x2: x2.toFixed(2), y2: y2.toFixed(2) }));
      lines(globe.cuts, cuts, "polyline", (line) => ({ points: greatCircle(line) }));
      for (const [name, p] of Object.entries(marks)) {
        spot(map[name], p && view.to(p));
        spot(globe[name], p && unit([...p, 1]).slice(0, 2).map((x, j) => (j ? -R : R) * x));
      }
      return words(data, step);
    };
  };
}
