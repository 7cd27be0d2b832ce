// Search without a server: shards of an index are loaded as scripts and joined here.
// Folding, words and stems are those of claimwire/publish/terms.py; a test compares the two.
(function () {
  "use strict";

  const PAGE = 10; // results shown at a time; so many of the best are also looked through for phrases
  const LONGEST = 32;
  const WIDEN = 40; // most terms that the beginning of a word stands for
  const BOOST = { d: 1.5, e: 1.4, c: 1, r: 0.9 };
  const KINDS = { c: "claim", d: "dispute", e: "entity", r: "report" };
  const FACETS = { dispute: "=d", entity: "=e", publisher: "=p" };

  // ------------------------------------------------------------------------------ words and terms

  const SPELT = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ" };
  const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff]+|[^\u3040-\u30ff\u3400-\u9fff]+/g;
  let stop = new Set();

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
      .replace(/[ßæœøđłıς]/g, (c) => SPELT[c])
      .replace(/\b([a-z])\.([a-z])\.(?:([a-z])\.)?/g, (_, a, b, c) => a + b + (c || ""));
  }

  function words(folded) {
    const found = [];
    for (const word of folded.match(/[\p{L}\p{N}]+/gu) || []) {
      for (const run of word.match(UNSPACED)) {
        if (/^[\u3040-\u30ff\u3400-\u9fff]{2}/.test(run)) {
          for (let at = 0; at < run.length - 1; at++) found.push(run.slice(at, at + 2));
        } else found.push(run);
      }
    }
    return found;
  }

  function term(word) {
    if (stop.has(word) || /^[a-z]$/.test(word)) return "";
    return stem(Array.from(word).slice(0, LONGEST).join(""));
  }

  function terms(text) {
    return words(fold(text)).map(term).filter(Boolean);
  }

  // Porter, "An algorithm for suffix stripping", Program 14 (1980)
  const C = "[^aeiou][^aeiouy]*", V = "[aeiouy][aeiou]*";
  const MORE_THAN_0 = new RegExp(`^(${C})?${V}${C}`);
  const EXACTLY_1 = new RegExp(`^(${C})?${V}${C}(${V})?$`);
  const MORE_THAN_1 = new RegExp(`^(${C})?${V}${C}${V}${C}`);
  const VOWEL = new RegExp(`^(${C})?[aeiouy]`);
  const SHORT = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);
  const STEP_2 = {
    ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al",
    entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al",
    iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
  };
  const STEP_3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
  const SUFFIX_2 = new RegExp(`^(.+?)(${Object.keys(STEP_2).join("|")})$`);
  const SUFFIX_3 = new RegExp(`^(.+?)(${Object.keys(STEP_3).join("|")})$`);
  const SUFFIX_4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

  function stem(word) {
    if (!/^[a-z]{3,}$/.test(word)) return word;
    let w = word[0] === "y" ? "Y" + word.slice(1) : word;
    if (/(sses|ies)$/.test(w) && w.length > 3) w = w.slice(0, -2);
    else if (/[^s]s$/.test(w)) w = w.slice(0, -1);
    w = past(w);
    if (w.endsWith("y") && VOWEL.test(w.slice(0, -1))) w = w.slice(0, -1) + "i";
    w = replaced(w, SUFFIX_2, STEP_2);
    w = replaced(w, SUFFIX_3, STEP_3);
    const found = SUFFIX_4.exec(w) || /^(.+?[st])ion$/.exec(w);
    if (found && MORE_THAN_1.test(found[1])) w = found[1];
    if (w.endsWith("e")) {
      const rest = w.slice(0, -1);
      if (MORE_THAN_1.test(rest) || (EXACTLY_1.test(rest) && !SHORT.test(rest))) w = rest;
    }
    if (w.endsWith("ll") && MORE_THAN_1.test(w)) w = w.slice(0, -1);
    return w.toLowerCase();
  }

  function past(w) {
    if (w.endsWith("eed")) return MORE_THAN_0.test(w.slice(0, -3)) ? w.slice(0, -1) : w;
    const cut = w.endsWith("ed") ? 2 : w.endsWith("ing") ? 3 : 0;
    if (!cut || !VOWEL.test(w.slice(0, -cut))) return w;
    w = w.slice(0, -cut);
    if (/(at|bl|iz)$/.test(w)) return w + "e";
    if (/([^aeiouylsz])\1$/.test(w)) return w.slice(0, -1);
    return SHORT.test(w) ? w + "e" : w;
  }

  function replaced(w, suffix, by) {
    const found = suffix.exec(w);
    return found && MORE_THAN_0.test(found[1]) ? found[1] + by[found[2]] : w;
  }

  // -------------------------------------------------------------------------- the index in pieces

  const held = { terms: new Map(), records: new Map() };
  const asked = new Map(); // address -> promise
  let meta = null;

  // A term of something recent has its other records in a shard.
  function hold(terms, records) {
    for (const [name, text] of Object.entries(terms)) held.terms.set(name, (held.terms.get(name) || "") + text);
    for (const [key, record] of Object.entries(records)) held.records.set(key, record);
  }

  function load(address) {
    if (!asked.has(address)) {
      asked.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => done();
        script.onerror = () => { asked.delete(address); failed(new Error(address)); };
        document.head.append(script);
      }));
    }
    return asked.get(address);
  }

  function shardsOf(start, wide) {
    let best = null;
    for (const name of meta.shards) {
      if (start.startsWith(name) && (best === null || name.length > best.length)) best = name;
    }
    const found = best === null ? [] : [best];
    if (wide) found.push(...meta.shards.filter((name) => name !== best && name.startsWith(start)).slice(0, 4));
    return found;
  }

  function spelt(term) {
    return Array.from(term, (c) => (/[a-z0-9]/.test(c) ? c : "-" + c.codePointAt(0).toString(16))).join("");
  }

  async function loadTerms(start, wide) {
    const names = shardsOf(spelt(start), wide);
    await Promise.all(names.map((name) => load(`t/t-${name}.js`)));
  }

  function postings(name, into, factor) {
    const text = held.terms.get(name) || "";
    for (let at = 0; at < text.length; at += 9) {
      const key = text.slice(at, at + 8), weight = parseInt(text[at + 8], 36) * factor;
      if (weight > (into.get(key) || 0)) into.set(key, weight);
    }
    return into;
  }

  async function matches(one) {
    await loadTerms(one.term, false);
    const found = postings(one.term, new Map(), 1);
    if (one.open && one.open.length > 2) {
      await loadTerms(one.open, true);
      const wider = [...held.terms.keys()].filter((name) => name.startsWith(one.open) && name !== one.term);
      wider.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
      for (const name of wider.slice(0, WIDEN)) postings(name, found, 0.5);
    }
    return found;
  }

  async function recordsOf(keys) {
    const parts = new Set(keys.filter((key) => !held.records.has(key)).map((key) => parseInt(key.slice(4), 36) % meta.parts));
    await Promise.all([...parts].map((part) => load(`r/r-${part}.js`)));
  }

  // -------------------------------------------------------------------------------------- finding

  function asks(query) {
    const raw = words(fold(query)), open = !/[\s"]$/.test(query), found = new Map();
    raw.forEach((word, at) => {
      const one = term(word);
      if (one) found.set(one, { term: one, open: open && at === raw.length - 1 ? word.slice(0, LONGEST) : "" });
    });
    return [...found.values()];
  }

  function join(lists) {
    const scores = new Map(), counts = new Map();
    for (const list of lists) {
      const rare = Math.log(1 + meta.records / (1 + list.size));
      for (const [key, weight] of list) {
        scores.set(key, (scores.get(key) || 0) + rare * (weight / (weight + 8)));
        counts.set(key, (counts.get(key) || 0) + 1);
      }
    }
    const all = [...scores.keys()].filter((key) => counts.get(key) === lists.length);
    const partly = !all.length && lists.length > 1;
    const keys = partly ? [...scores.keys()] : all;
    for (const key of keys) scores.set(key, scores.get(key) * BOOST[key[0]] + (partly ? 100 * counts.get(key) : 0));
    return { keys, scores, partly };
  }

  const yearOf = (key) => String(new Date(parseInt(key.slice(1, 4), 36) * 864e5).getUTCFullYear());
  const newer = (a, b) => (b.slice(1, 4) < a.slice(1, 4) ? -1 : b.slice(1, 4) > a.slice(1, 4) ? 1 : a < b ? -1 : 1);

  async function find(state) {
    await load("recent.js");
    const wanted = asks(state.q);
    const narrowing = Object.keys(FACETS).filter((name) => state[name]);
    const lists = await Promise.all(wanted.map(matches));
    const sets = await Promise.all(narrowing.map((name) => matches({ term: FACETS[name] + state[name], open: "" })));
    if (!lists.length && !sets.length) return null;
    const result = lists.length ? join(lists) : { keys: [...sets[0].keys()], scores: new Map(), partly: false };
    let keys = result.keys.filter((key) => sets.every((set) => set.has(key)));
    if (state.year) keys = keys.filter((key) => key.slice(1, 4) !== "000" && yearOf(key) === state.year);
    const counts = { "": keys.length, c: 0, d: 0, e: 0, r: 0 };
    for (const key of keys) counts[key[0]]++;
    if (state.type) keys = keys.filter((key) => key[0] === state.type);
    const byTime = state.sort === "new" || !lists.length;
    keys.sort(byTime ? newer : (a, b) => result.scores.get(b) - result.scores.get(a) || newer(a, b));
    if (!byTime && wanted.length > 1) keys = await phrasesFirst(keys, wanted);
    return { keys, counts, partly: result.partly, wanted };
  }

  // Among the best, those that hold the words side by side come first.
  async function phrasesFirst(keys, wanted) {
    const best = keys.slice(0, PAGE), phrase = ` ${wanted.map((one) => one.term).join(" ")} `;
    await recordsOf(best);
    const close = best.filter((key) => {
      const record = held.records.get(key);
      return record && (` ${terms(record[0]).join(" ")} | ${terms(record[2]).join(" ")} `).includes(phrase);
    });
    const first = new Set(close);
    return [...close, ...best.filter((key) => !first.has(key)), ...keys.slice(PAGE)];
  }

  // -------------------------------------------------------------------------------------- showing

  function make(name, className, text) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  function marked(node, text, wanted) {
    let from = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const inside = words(fold(match[0]));
      const hit = inside.some((word) => wanted.some((one) =>
        term(word) === one.term || (one.open.length > 2 && word.startsWith(one.open))));
      if (!hit) continue;
      node.append(text.slice(from, match.index), make("mark", "", match[0]));
      from = match.index + match[0].length;
    }
    node.append(text.slice(from));
    return node;
  }

  function result(key, wanted) {
    const [title, path, quote, lang, day, note, dispute] = held.records.get(key);
    const row = make("li", "row"), side = make("div", "side"), body = make("div", "body");
    side.append(make("span", "b", KINDS[key[0]]), make("span", "when", day));
    const link = make("a");
    link.href = "../" + path;
    const heading = make("h2", "t"), name = marked(make("bdi"), title, wanted);
    if (lang && key[0] === "r") name.lang = lang;
    link.append(name);
    heading.append(link);
    body.append(heading);
    if (quote) {
      const words = marked(make(key[0] === "d" ? "span" : "q"), quote, wanted);
      const line = make("p", key[0] === "d" ? "" : "w");
      if (lang) words.lang = lang;
      words.dir = "auto";
      line.append(words);
      body.append(line);
    }
    const facts = [note, dispute && `in ${dispute}`].filter(Boolean).join(" · ");
    if (facts) body.append(make("p", "m", facts));
    row.append(side, body);
    return row;
  }

  const at = (id) => document.getElementById(id);
  let turn = 0, shown = null;

  async function more() {
    const mine = turn, { keys, wanted } = shown;
    const list = at("results"), next = keys.slice(list.children.length, list.children.length + PAGE);
    await recordsOf(next);
    if (mine !== turn) return;
    list.append(...next.filter((key) => held.records.has(key)).map((key) => result(key, wanted)));
    at("further").hidden = list.children.length >= keys.length || !next.length;
  }

  function say(state, found) {
    if (!found) return state.q.trim() ? "These words are on nearly every record. Add one that is not." : "";
    const count = found.keys.length, words = state.q.trim();
    const what = `${count} ${count === 1 ? "result" : "results"}${words ? ` for ${words}` : ""}`;
    if (!count) return `No record has ${words ? `these words: ${words}` : "all of these properties"}. ${meta.records} records are searched.`;
    return found.partly ? `No record has all of these words. ${what} with some of them.` : what;
  }

  // Two frames: what was changed before the first is on the screen at the second. A page that is
  // not on the screen has no frames.
  function painted() {
    return new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done));
      setTimeout(done, 100);
    });
  }

  async function run() {
    const mine = ++turn, state = read();
    // what is below gives way before results come, so that nothing moves under a reader's eyes
    at("results").classList.toggle("coming", NAMES.some((name) => state[name] && name !== "sort"));
    try {
      const [found] = await Promise.all([find(state), painted()]);
      if (mine !== turn) return;
      at("results").replaceChildren();
      at("further").hidden = true;
      for (const radio of at("search").elements.type) {
        radio.nextElementSibling.querySelector("b").textContent = found ? found.counts[radio.value] : "";
      }
      shown = found;
      if (found) await more();
      if (mine === turn && !at("results").children.length) at("results").classList.remove("coming");
      if (mine === turn) at("said").textContent = say(state, found);
    } catch (error) {
      if (mine === turn) at("results").classList.remove("coming");
      if (mine === turn) at("said").textContent = "A part of the index could not be loaded. Try again, or browse below.";
    }
  }

  // ------------------------------------------------------------------------- form, address, keys

  const NAMES = ["q", "type", "dispute", "entity", "publisher", "year", "sort"];

  function read() {
    const form = at("search"), state = {};
    for (const name of NAMES) state[name] = form.elements[name].value;
    return state;
  }

  function fromAddress() {
    const form = at("search"), given = new URLSearchParams(location.search);
    for (const name of NAMES) {
      const field = form.elements[name], value = (given.get(name) || "").slice(0, 200);
      if (field instanceof HTMLSelectElement && value && ![...field.options].some((o) => o.value === value)) {
        field.append(new Option(value, value)); // a value with too few records to be offered
      }
      field.value = value;
    }
    if (!form.elements.type.value) form.elements.type[0].checked = true;
  }

  function toAddress(push) {
    const state = read(), given = new URLSearchParams();
    for (const name of NAMES) if (state[name]) given.set(name, state[name]);
    const address = location.pathname + (String(given) ? `?${given}` : "");
    if (address === location.pathname + location.search) return;
    try { history[push ? "pushState" : "replaceState"](null, "", address); } catch (error) { /* a browser that keeps addresses of files fixed */ }
  }

  function start() {
    const form = at("search");
    let waiting = 0;
    fromAddress();
    form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); toAddress(true); run(); });
    form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { toAddress(false); run(); }, event.target.name === "q" ? 180 : 0);
    });
    at("further").firstElementChild.addEventListener("click", async () => {
      const from = at("results").children.length;
      await more();
      const next = at("results").children[from];
      if (next) next.querySelector("a").focus();
    });
    window.addEventListener("popstate", () => { fromAddress(); run(); });
    // Only with the focus on a result: a single key for the whole page gets in the way of spoken input.
    at("results").addEventListener("keydown", (event) => {
      if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        form.elements.q.select();
      }
    });
    if (location.search) run();
    else form.elements.q.focus();
  }

  window.claimwireSearch = Object.freeze({
    meta(_, given) { meta = given; stop = new Set(given.stop); start(); },
    terms(_, given) { hold(given, {}); },
    records(_, given) { hold({}, given); },
    recent(_, given) { meta.records = given.total; hold(given.terms, given.records); },
    termsOf: terms,
  });
})();
