// A class of finitely many concepts: a cell each, filled while the concept is possible.
{
  const { html, colour, upTo, number, lg, themed } = drawing;

  const words = (data, left, ruled, step) => {
    const all = data.gone.length;
    let text = `${number(left)} of ${number(all)} concepts left`;
    text += left > 0 ? `, lg ${number(left)} = ${lg(left)} bits.` : ": no concept of the class gives these answers.";
    if (step > 0) text += ruled > 0 ? ` Answer ${step} ruled out ${number(ruled)}.` : ` Answer ${step} ruled out none.`;
    return text;
  };

  // With names: elements, of which only those are touched that change.
  const named = (box, data) => {
    const cells = data.names.map((name, i) =>
      html("li", { class: i === data.target ? "target" : "" }, html("span", {}, name)));
    const label = "The concepts of the class; those ruled out are struck through";
    box.append(html("ul", { class: "concepts", role: "img", "aria-label": label }, ...cells));
    return (step) =>
      cells.forEach((cell, i) => {
        const turn = data.gone[i];
        const gone = turn > 0 && turn <= step;
        cell.classList.toggle("gone", gone);
        cell.classList.toggle("now", gone && turn === step);
      });
  };

  // Without: a picture of small squares, all of them painted anew in one piece.
  const dense = (box, data) => {
    const all = data.gone.length, side = all > 2500 ? 3 : all > 400 ? 6 : 12, across = Math.ceil(Math.sqrt(2 * all));
    const label = "The concepts of the class, a square each, filled while possible";
    const canvas = html("canvas", { class: "squares", role: "img", "aria-label": label });
    canvas.width = side * across;
    canvas.height = side * Math.ceil(all / across);
    canvas.style.width = `${canvas.width}px`;
    box.append(canvas);
    const context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height), pixels = new Uint32Array(image.data.buffer);
    const inner = side > 3 ? side - 1 : side;
    let palette, shown = 0;
    const packed = (name) => {
      const hex = Number.parseInt(colour(name).slice(1), 16);
      return (255 << 24) | ((hex & 255) << 16) | (hex & 0xff00) | (hex >> 16);
    };
    const paint = (step) => {
      shown = step;
      const [possible, gone, now, target] = (palette ??= ["--possible", "--gone", "--now", "--target"].map(packed));
      for (let i = 0; i < all; i++) {
        const turn = data.gone[i], out = turn > 0 && turn <= step;
        const ink = i === data.target && !out ? target : out ? (turn === step ? now : gone) : possible;
        const start = Math.floor(i / across) * side * canvas.width + (i % across) * side;
        for (let y = 0; y < inner; y++) pixels.fill(ink, start + y * canvas.width, start + y * canvas.width + inner);
      }
      context.putImageData(image, 0, 0);
    };
    themed(() => {
      palette = undefined;
      paint(shown);
    });
    return paint;
  };

  views.finite = (box, data) => {
    const order = data.gone.filter((turn) => turn > 0).sort((a, b) => a - b);
    const draw = (data.names ? named : dense)(box, data);
    return (step) => {
      draw(step);
      const gone = upTo(order, step);
      return words(data, data.gone.length - gone, gone - upTo(order, step - 1), step);
    };
  };
}
