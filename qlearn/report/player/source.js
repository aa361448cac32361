// The line that asked: the learner's own function, and below it the innermost one that it called.
function showSource() {
  const { functions, chains, of, differs } = dialogue.source;
  const words = document.getElementById("chain");
  const box = document.getElementById("functions");
  const blocks = functions.map(() => null);
  let lit = []; // lines that are marked

  function block(i) {
    if (blocks[i]) return blocks[i];
    const { where, lines } = functions[i];
    const figure = made("figure"), pre = made("pre");
    figure.append(made("figcaption", "", where), pre);
    pre.tabIndex = 0;
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", where);
    const spans = new Map();
    for (const [number, text] of lines) {
      const span = made("span", "line");
      span.append(made("span", "number", String(number)), `${text}\n`);
      spans.set(number, span);
    }
    pre.append(...(lines.length ? spans.values() : ["its text is not to be had"]));
    return (blocks[i] = { figure, pre, spans });
  }

  function mark([i, line]) {
    const { pre, spans } = block(i);
    const span = spans.get(line);
    if (!span) return;
    span.classList.add("asks");
    lit.push(span);
    pre.scrollTop = span.offsetTop - pre.clientHeight / 2; // the page itself stays where it is
  }

  let before; // the chain that is shown; at first not even none
  return (step) => {
    const chain = step && step <= of.length ? chains[of[step - 1]] : null;
    if (chain === before) return;
    before = chain;
    for (const span of lit) span.classList.remove("asks");
    lit = [];
    if (!chain) {
      put(words, step && differs ? `The learner of today asks otherwise: ${differs}` : "Nobody asked yet.");
      box.replaceChildren();
      return;
    }
    put(words, chain.map(([i, line]) => `${functions[i].where}, line ${line}`).join(" → "));
    const ends = chain.length > 1 ? [chain[0], chain[chain.length - 1]] : chain;
    const figures = ends.map(([i]) => block(i).figure);
    if (figures.length !== box.children.length || figures.some((figure, i) => box.children[i] !== figure)) box.replaceChildren(...figures);
    ends.forEach(mark);
  };
}
