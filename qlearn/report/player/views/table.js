// The observation table: upper words, a line, the words below; each row with the state that it is, or `new` if it is none yet.
const kept_by_learner = {};
{
  const { html, many } = drawing;
  const ROWS = 40, COLUMNS = 20; // shown at once

  const layout = (parts, step) => {
    const wide = parts.columns.filter(([, from]) => from <= step).length, there = parts.rows.filter((row) => row[1] <= step);
    const cells = (row) => row[3].slice(0, wide);
    const above = there.filter((row) => row[2] >= 0 && row[2] <= step), below = there.filter((row) => !above.includes(row));
    const states = new Map();
    for (const row of above) if (!states.has(cells(row))) states.set(cells(row), states.size);
    return { wide, there, above, below, states, cells };
  };

  const line = (word, cells, state, first) => html("tr", first ? { class: "first" } : {}, html("th", { scope: "row" }, word),
    ...Array.from(cells.slice(0, COLUMNS), (cell) => html("td", { class: `cell-${cell}` }, cell)),
    html("td", { class: state === undefined ? "state new" : "state" }, state === undefined ? "new" : String(state)));

  const key = (parts, step) => {
    let found = 0;
    for (const [, from] of parts.columns) found += from <= step;
    for (const [, from, up] of parts.rows) found += 1000 * ((from <= step) + (up >= 0 && up <= step));
    return found;
  };

  kept_by_learner.table = (box, parts) => {
    const head = html("thead"), body = html("tbody");
    const caption = html("caption", {}, "Rows: words. Columns: what is put behind them.");
    const scroll = html("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": "The observation table" });
    scroll.append(html("table", { class: "cells" }, caption, head, body));
    box.append(scroll);
    let drawn = -1, text = "";
    const draw = (step) => {
      const { wide, there, above, below, states, cells } = layout(parts, step);
      const names = parts.columns.slice(0, Math.min(wide, COLUMNS)).map(([word]) => html("th", { scope: "col" }, word));
      head.replaceChildren(html("tr", {}, html("td"), ...names, html("th", { scope: "col" }, "state")));
      const shown = [...above.map((row) => [row, false]), ...below.map((row, i) => [row, i === 0])].slice(0, ROWS);
      body.replaceChildren(...shown.map(([row, first]) => line(row[0], cells(row), states.get(cells(row)), first)));
      text = `The table has ${many(above.length, "row")} above, ${below.length} below, and ${many(wide, "column")}`;
      text += `: ${many(states.size, "state")}.`;
      if (there.length > ROWS || wide > COLUMNS) text += " Only a corner of it is shown.";
      const open = below.filter((row) => !states.has(cells(row))).length;
      if (open) text += ` ${many(open, "row")} below ${open === 1 ? "is" : "are"} like none above.`;
    };
    return (step) => {
      const now = key(parts, step);
      if (now !== drawn) draw(step);
      drawn = now;
      return text;
    };
  };
}
