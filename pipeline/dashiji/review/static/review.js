// The queue by keyboard. Differences are fetched ahead, so that a key shows the next one at once; decisions follow in the background.
// The server makes all markup and escapes what comes from articles; nothing is put together from text here.

const AHEAD = 10; // differences fetched at a time: few, so that taking them in delays no key
const NEAR = 25; // fetch more when so few are left
const MOST = 120; // differences kept on the page
const AFTER_STEP = 300; // milliseconds of rest before the address follows

const queue = document.getElementById("queue");
const message = document.getElementById("message");
const undo = document.getElementById("undo");
const items = queue ? [queue.querySelector("article")] : [];
const ended = { forwards: false, backwards: false };
const loading = { forwards: null, backwards: null };
let at = 0;
let folded = false;
let sent = Promise.resolve(); // the last decision on its way
let acting = Promise.resolve(); // the last key: each sees what the one before it has shown
let timer = 0;

const say = (text) => {
  message.textContent = text;
};

const parse = (html) => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("article.difference")];

const ask = (path, options = {}) => fetch(path, { ...options, headers: { "X-Requested-By": "review", ...options.headers } });

const name = (article) => article.dataset.fingerprint;

const address = (article) => `/d/${name(article)}${queue.dataset.query ? `?${queue.dataset.query}` : ""}`;

const progressed = (response) => {
  const settled = Number(response.headers.get("X-Settled"));
  document.getElementById("progress").value = settled;
  document.getElementById("settled").textContent = settled.toLocaleString("en");
};

async function fetchWindow(direction) {
  const backwards = direction === "backwards";
  const edge = backwards ? items[0] : items.at(-1);
  const fields = new URLSearchParams(queue.dataset.query);
  fields.set("position", edge.dataset.position);
  fields.set("count", AHEAD);
  fields.set("backwards", backwards);
  const response = await ask(`/window?${fields}`);
  if (!response.ok) throw new Error(response.statusText);
  const found = parse(await response.text());
  ended[direction] = found.length < AHEAD;
  if (backwards) {
    items.unshift(...found);
    at += found.length;
  } else {
    items.push(...found);
  }
  trim(direction);
}

// Lets go of what is farthest on the other side.
function trim(direction) {
  const surplus = items.length - MOST;
  if (surplus <= 0) return;
  if (direction === "backwards") {
    items.splice(Math.max(at + 1, items.length - surplus));
    ended.forwards = false;
  } else {
    const gone = Math.min(at, surplus);
    items.splice(0, gone);
    at -= gone;
    ended.backwards = false;
  }
}

function more(direction) {
  loading[direction] ??= fetchWindow(direction)
    .then(
      () => true,
      () => say("The server does not answer."),
    )
    .then((found) => {
      loading[direction] = null;
      if (found) prefetch();
    });
  return loading[direction];
}

function prefetch() {
  if (!ended.forwards && items.length - at <= NEAR) more("forwards");
  if (!ended.backwards && at < NEAR) more("backwards");
}

function show(index) {
  at = index;
  const article = items[at];
  for (const part of article.querySelectorAll("details.folded")) part.open = folded;
  queue.replaceChildren(article);
  window.scrollTo(0, 0);
  document.getElementById("place").textContent =
    `${Number(article.dataset.position).toLocaleString("en")} of ${Number(queue.dataset.total).toLocaleString("en")}`;
  clearTimeout(timer);
  timer = setTimeout(() => history.replaceState(null, "", address(article)), AFTER_STEP);
  prefetch();
}

// Whether there was somewhere to go.
async function step(by) {
  const direction = by > 0 ? "forwards" : "backwards";
  if (!items[at + by] && !ended[direction]) await more(direction);
  if (!items[at + by]) {
    say(by > 0 ? "This is the last one." : "This is the first one.");
    return false;
  }
  say("");
  show(at + by);
  return true;
}

function replace(old, fresh) {
  const index = items.indexOf(old);
  if (index < 0) return;
  items[index] = fresh;
  if (index === at) show(at);
}

function back(article, reason) {
  const index = items.indexOf(article);
  if (index >= 0) show(index);
  say(reason);
  return false;
}

// Whether the decision was taken.
async function send(article, body) {
  let response;
  try {
    response = await ask("/decide", { method: "POST", body, keepalive: true });
  } catch {
    return back(article, "The server does not answer: nothing was decided.");
  }
  const text = await response.text();
  const [fresh] = parse(text);
  if (!fresh) return back(article, text);
  replace(article, fresh);
  progressed(response);
  return response.ok || back(fresh, "Decided elsewhere meanwhile: look again.");
}

async function decide(verdict) {
  const article = items[at];
  const body = new URLSearchParams(new FormData(article.querySelector("form.actions:not(.family)")));
  body.set("verdict", verdict);
  const decided = sent.then(() => send(article, body));
  sent = decided;
  const moved = await step(1);
  if (!moved && (await decided)) location.assign(`/queue?${queue.dataset.query}`);
}

async function submit(form, button) {
  await sent;
  form.requestSubmit(button);
}

function decideFamily(verdict) {
  const form = items[at].querySelector("form.family");
  return form ? submit(form, form.querySelector(`button[value="${verdict}"]`)) : decide(verdict);
}

function edit() {
  const form = items[at].querySelector("details.edit");
  if (!form) return;
  form.open = true;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector('input[name="text"]').focus();
}

function toggleFolded() {
  folded = !folded;
  for (const part of document.querySelectorAll("details.folded")) part.open = folded;
}

function showKeys() {
  const dialog = document.getElementById("keys");
  if (dialog) dialog.showModal();
  else location.assign("/help");
}

function leave(target) {
  const form = target.closest?.("details.edit");
  if (form) form.open = false;
  target.blur?.();
}

const everywhere = {
  "/": () => document.getElementById("search").focus(),
  "?": showKeys,
  f: toggleFolded,
  u: () => undo && submit(undo),
};

const inQueue = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide("accept"),
  r: () => decide("reject"),
  s: () => decide("skip"),
  e: edit,
  A: () => decideFamily("accept"),
  R: () => decideFamily("reject"),
  o: () => items[at].querySelector("a.whole")?.click(),
};

function inTurn(act) {
  acting = acting.then(act);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    leave(event.target);
    return;
  }
  if (event.target.closest?.("input, select, textarea")) return;
  const act = everywhere[event.key] ?? (queue && inQueue[event.key]);
  if (!act) return;
  event.preventDefault();
  inTurn(act);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-key], .steps a[rel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !queue) return;
  event.preventDefault();
  if (link.rel) inTurn(() => step(link.rel === "next" ? 1 : -1));
  else showKeys();
});

queue?.addEventListener("submit", (event) => {
  if (!event.target.matches("form.actions:not(.family)")) return;
  event.preventDefault();
  const verdict = event.submitter.value;
  inTurn(() => decide(verdict));
});

if (queue) prefetch();
document.documentElement.dataset.ready = "";
