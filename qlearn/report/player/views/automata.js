// Automata: beside the table or the tree that the learner keeps, the automaton it proposed last and the word against it.
{
  const { html, upTo, show, many } = drawing;

  const words = (data, step, last) => {
    if (last < 0) return "No automaton was proposed yet.";
    const [turn, , name, refuted] = data.proposed[last];
    const now = turn === step ? `Question ${turn}` : `Last, question ${turn}`;
    return `${now}: is it this one, ${name}? ${refuted ? `No: ${refuted[0]} ${refuted[1]}.` : "Yes."}`;
  };

  const proposal = (box, data) => {
    const holder = html("div", { class: "proposal" });
    box.append(holder);
    const made = new Map(); // a picture is built once, when it is first seen
    const picture = (number) => {
      if (!made.has(number)) {
        const text = data.pictures[number], frame = html("div");
        if (text.startsWith("<svg")) frame.innerHTML = text;
        else frame.append(html("pre", { tabindex: 0, role: "img", "aria-label": "The steps of the automaton" }, text));
        made.set(number, frame);
        holder.append(frame);
      }
      return made.get(number);
    };
    let shown = null;
    return (last) => {
      const next = last < 0 ? null : picture(data.proposed[last][1]);
      if (next === shown) return;
      if (shown) show(shown, false);
      if (next) show(next, true);
      shown = next;
    };
  };

  views.automata = (box, data) => {
    const both = html("div", { class: "panels" });
    box.append(both);
    const kept = data.kept ? kept_by_learner[data.kept](both, data.parts) : () => "";
    const propose = proposal(both, data), turns = data.proposed.map(([turn]) => turn);
    return (step) => {
      const last = upTo(turns, step) - 1;
      propose(last);
      return [kept(step), words(data, step, last)].filter(Boolean).join(" ");
    };
  };
}
