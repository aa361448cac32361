// The discrimination tree: at a node a suffix, left those that are refused with it and right the others; leaves are states.
{
  const { html, svg, many } = drawing;
  const MOST = 40, WIDE = 54, TALL = 50;

  // Nested pairs from the paths, as far as they were known: {suffix, sides: [no, yes]} or a state's number or null.
  const nested = (parts, step) => {
    const root = { sides: [null, null], suffix: null };
    parts.states.forEach(([, from, path], state) => {
      if (from > step) return;
      let node = root, side = 0;
      path.filter(([, , at]) => at <= step).forEach(([suffix, answer], depth) => {
        if (depth) {
          const below = node.sides[side];
          if (below === null || typeof below === "number") node.sides[side] = { sides: [null, null], suffix };
          node = node.sides[side];
        }
        node.suffix = suffix;
        side = answer;
      });
      node.sides[side] = state;
    });
    return root;
  };

  const placed = (root) => {
    const found = [], lines = [];
    let leaves = 0, deep = 0;
    const place = (node, depth) => {
      deep = Math.max(deep, depth);
      const y = 24 + depth * TALL;
      if (node === null || typeof node === "number") {
        const at = { node, x: WIDE * (0.5 + leaves++), y };
        found.push(at);
        return at;
      }
      const sides = node.sides.map((side) => place(side, depth + 1));
      const at = { node, x: (sides[0].x + sides[1].x) / 2, y };
      sides.forEach((side, i) => lines.push([at, side, i ? "yes" : "no"]));
      found.push(at);
      return at;
    };
    place(root, 0);
    return { found, lines, width: Math.max(1, leaves) * WIDE, height: 40 + deep * TALL };
  };

  const mark = (parts, { node, x, y }) => {
    if (node === null) return svg("circle", { class: "empty", cx: x, cy: y, r: 5 });
    if (typeof node !== "number")
      return svg("g", {}, svg("rect", { class: "suffix", x: x - 21, y: y - 12, width: 42, height: 24, rx: 4 }),
        svg("text", { x, y: y + 4, "text-anchor": "middle" }, short(parts.suffixes[node.suffix] ?? "")));
    return svg("g", {}, svg("circle", { class: "leaf", cx: x, cy: y, r: 14 }),
      svg("text", { x, y: y + 4, "text-anchor": "middle" }, String(node)),
      svg("text", { class: "word", x, y: y + 28, "text-anchor": "middle" }, short(parts.states[node][0])));
  };
  const short = (word) => (word.length > 6 ? `${word.slice(0, 5)}\u2026` : word);

  kept_by_learner.tree = (box, parts) => {
    const scroll = html("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "The discrimination tree" });
    box.append(scroll);
    let drawn = -1;
    const draw = (step, states) => {
      if (states > MOST) return scroll.replaceChildren(html("p", {}, `A tree of ${states} states is no picture.`));
      const { found, lines, width, height } = placed(nested(parts, step));
      const label = `A discrimination tree of ${many(states, "state")}`, tall = height + 16;
      const size = { viewBox: `0 0 ${width} ${tall}`, width, height: tall };
      const picture = svg("svg", { class: "tree", role: "img", "aria-label": label, ...size });
      for (const [from, to, side] of lines) {
        const x = (from.x + to.x) / 2 + (side === "no" ? -10 : 10), y = (from.y + to.y) / 2;
        picture.append(svg("line", { class: "branch", x1: from.x, y1: from.y, x2: to.x, y2: to.y }));
        picture.append(svg("text", { class: "side", x, y, "text-anchor": "middle" }, side));
      }
      picture.append(...found.map((at) => mark(parts, at)));
      return scroll.replaceChildren(picture);
    };
    return (step) => {
      const states = parts.states.filter(([, from]) => from <= step).length;
      if (states !== drawn) draw(step, states);
      drawn = states;
      return `The tree tells ${many(states, "state")} apart.`;
    };
  };
}
