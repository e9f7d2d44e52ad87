"use strict";
// "Simulasi": computes as the engine does, with whole numbers (BigInt) and fractions of them.
(() => {
  const root = document.getElementById("bagaimana-jika");
  const data = JSON.parse(document.getElementById("bagaimana-jika-data").textContent);
  const out = (name) => root.querySelector(`[data-out="${name}"]`);

  // A fraction is [numerator, denominator], the denominator above zero.
  const fraction = (pair) => pair && [BigInt(pair[0]), BigInt(pair[1])];
  const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);
  const plus = ([a, b], [c, d]) => [a * d + c * b, b * d];
  const minus = ([a, b], [c, d]) => [a * d - c * b, b * d];
  const times = ([a, b], whole) => [a * whole, b];
  const over = ([a, b], whole) => [a, b * whole];
  const less = ([a, b], [c, d]) => a * d < c * b;
  const same = ([a, b], [c, d]) => a * d === c * b;
  const ZERO = [0n, 1n];
  const MOST = 5; // open items that are named; of more, the rest are dots

  const units = ([a, b], places) => (2n * a * 10n ** BigInt(places) + b) / (2n * b); // half up; a ≥ 0
  const written = (whole, places) => {
    const digits = whole.toString().padStart(places + 1, "0");
    return places ? digits.slice(0, -places) + data.comma + digits.slice(-places) : digits;
  };
  const fixed = (value, places) => written(units(value, places), places);
  const placesOf = ([a, b]) => {
    let rest = b / gcd(a, b), twos = 0, fives = 0;
    while (rest % 2n === 0n) { rest /= 2n; twos += 1; }
    while (rest % 5n === 0n) { rest /= 5n; fives += 1; }
    return rest === 1n ? Math.max(twos, fives) : null;
  };
  const figure = (value, least) => {
    const places = placesOf(value);
    if (places === null) return written((value[0] * 10n ** 6n) / value[1], 6) + "…";
    return fixed(value, Math.max(places, least));
  };
  const gap = (value) => {
    const places = placesOf(value);
    if (places !== null && fixed(value, places).length <= 6) return fixed(value, places);
    return fixed(value, less(value, [1n, 10000n]) ? 12 : 4);
  };
  const signed = (value) => {
    const size = value[0] < 0n ? [-value[0], value[1]] : value;
    const places = placesOf(size);
    const text = places !== null && places <= 2 ? fixed(size, 2) : gap(size);
    return (value[0] > 0n ? "+" : value[0] < 0n ? "−" : "") + text;
  };
  const filled = (label, words) => label.replace(/\{(\w+)\}/g, (_all, name) => words[name]);

  const items = [];
  const sections = data.sections.map((one) => ({
    key: one.key, depth: one.depth,
    own: one.items.map((item) => {
      const start = fraction(item.level);
      items.push({ ...item, weight: BigInt(item.weight), start, level: start, sound: true });
      return items[items.length - 1];
    }),
  }));
  // The items beneath a section: its own, and those of the deeper sections that follow it.
  sections.forEach((one, at) => {
    one.items = [...one.own];
    for (let next = at + 1; next < sections.length && sections[next].depth > one.depth; next += 1) one.items.push(...sections[next].own);
  });
  const total = items.reduce((sum, one) => sum + one.weight, 0n);

  const mean = (listed, level) => {
    let sum = ZERO, weights = 0n;
    for (const one of listed) {
      if (level(one) === null) return null;
      sum = plus(sum, times(level(one), one.weight));
      weights += one.weight;
    }
    const divisor = gcd(sum[0], sum[1] * weights) || 1n;
    return [sum[0] / divisor, (sum[1] * weights) / divisor];
  };
  const bounds = data.predicates.map((one) => ({ ...one, lower: fraction(one.lower) }));
  const seen = (index) => (data.rounded ? [units(index, data.places), 10n ** BigInt(data.places)] : index);
  const target = fraction(data.target);
  const before = mean(items, (one) => one.start);

  function show() {
    const index = mean(items, (one) => one.level);
    const changed = items.filter((one) => (one.level === null) !== (one.start === null) || (one.level && one.start && !same(one.level, one.start)));
    const kept = (one) => !changed.includes(one);
    const say = { index: data.labels.open, predicate: "", flag: "", exact: "", change: "", next: "", target: "", missing: "", range: "" };
    const open = items.filter((one) => one.level === null);
    if (open.length) {
      const named = open.slice(0, MOST).map((one) => one.id).join(", ");
      say.missing = filled(data.labels.missing, { items: open.length > MOST ? `${named}, …` : named });
    }
    if (items.some((one) => one.provisional && kept(one))) say.flag = data.labels.provisional;
    const movable = new Set(items.filter((one) => one.level === null || (one.loose && kept(one))));
    if (movable.size) {
      const [low, high] = [data.minimum, data.maximum].map((end) => mean(items, (one) => (movable.has(one) ? [BigInt(end), 1n] : one.level)));
      say.range = filled(data.labels.range, { low: figure(low, data.places), high: figure(high, data.places) });
    }
    if (index) {
      const reached = bounds.filter((one) => !less(seen(index), one.lower)).pop() || bounds[0];
      const above = bounds.find((one) => less(index, one.lower) && less(reached.lower, one.lower));
      say.index = fixed(index, data.places);
      say.predicate = reached.name;
      say.exact = filled(data.labels.exact, { exact: figure(index, data.places) });
      say.change = before && changed.length ? filled(data.labels.changed, { change: signed(minus(index, before)) }) : "";
      say.next = above ? filled(data.labels.next, { gap: gap(minus(above.lower, index)), name: above.name, bound: above.shown }) : data.labels.top;
      if (target) {
        const lacking = minus(target, index), name = figure(target, 2);
        const label = lacking[0] > 0n ? "short" : lacking[0] < 0n ? "met" : "just";
        say.target = filled(data.labels[label], { target: name, gap: gap(lacking[0] < 0n ? [-lacking[0], lacking[1]] : lacking) });
      }
    }
    for (const name of Object.keys(say)) out(name).textContent = say[name];
    for (const one of sections) {
      const value = mean(one.items, (item) => item.level);
      root.querySelector(`[data-section="${one.key}"]`).textContent = value ? fixed(value, data.places) : "–";
    }
    out("changes").replaceChildren(...changed.map((one) => {
      const line = document.createElement("li");
      const gain = one.level && one.start ? signed(over(times(minus(one.level, one.start), one.weight), total)) : "";
      const text = filled(data.labels.change, { id: one.id, name: one.name, from: one.shown || "–", to: one.level ? figure(one.level, data.decimal ? data.places : 0) : "–", gain });
      line.textContent = text.replace(" ()", "");
      return line;
    }));
    out("none").hidden = changed.length > 0;
    root.classList.toggle("differs", changed.length > 0);
    root.classList.toggle("open", open.length > 0);
    root.querySelector('[data-do="reset"]').disabled = changed.length === 0 && items.every((one) => one.sound);
    for (const one of items) {
      one.field.closest(".row").classList.toggle("changed", !kept(one));
      one.field.setAttribute("aria-invalid", String(!one.sound));
      one.note.textContent = one.sound ? (kept(one) ? one.origin : one.level ? "" : data.labels.empty) : data.labels.wrong;
    }
  }

  // A level as it is typed; undefined where it is none. An empty field leaves the item open.
  function read(text) {
    const parts = /^(\d{1,9})(?:[.,](\d{1,12}))?$/.exec(text.trim());
    if (text.trim() === "") return null;
    if (!parts) return undefined;
    const decimals = parts[2] || "";
    const value = [BigInt(parts[1] + decimals), 10n ** BigInt(decimals.length)];
    const inside = !less(value, [BigInt(data.minimum), 1n]) && !less([BigInt(data.maximum), 1n], value);
    return inside ? value : undefined;
  }

  function take(one) {
    // What was there at the start stays exact, even where it cannot be written in decimals.
    const value = one.field.value === one.shown ? one.start : read(one.field.value);
    one.sound = value !== undefined;
    one.level = one.sound ? value : null;
  }
  for (const one of items) {
    one.field = root.querySelector(`[data-item="${one.id}"]`);
    one.note = document.getElementById(`keliru-${one.id}`);
    one.field.addEventListener("input", () => {
      take(one);
      show();
    });
  }
  // A browser that comes back to the page may fill in what was there, without saying so.
  function takeAll() {
    items.forEach(take);
    show();
  }
  window.addEventListener("pageshow", takeAll);
  function reset() {
    for (const one of items) one.field.value = one.shown;
    takeAll();
  }
  root.querySelector('[data-do="reset"]').addEventListener("click", () => {
    reset();
    items[0].field.focus();
  });

  root.querySelector(".needs").hidden = true;
  root.querySelector(".works").hidden = false;
  takeAll();
})();
