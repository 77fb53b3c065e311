'use strict';

// Re-checks what this page shows: that each entry's payload and metadata are those its statement
// digests, that each statement stands in the tree, and that the ledger signed the tree's root.
const recheck = async (proof, entries, subtle) => {
  const good = [];
  const bad = [];
  const open = [];
  const marks = new Map();

  const utf8 = text => new TextEncoder().encode(text);
  const fromBase64 = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const toHex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
  const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  const sha256 = async bytes => new Uint8Array(await subtle.digest('SHA-256', bytes));
  const leafHash = text => sha256(joined([0], utf8(text)));
  const nodeHash = (left, right) => sha256(joined([1], left, right));

  // The hash over 1, 2, 4 … 256 hashes that lie side by side.
  const perfect = async hashes => {
    let level = hashes;
    while (level.length > 1) {
      const above = [];
      for (let i = 0; i < level.length; i += 2) {
        above.push(await nodeHash(level[i], level[i + 1]));
      }
      level = above;
    }
    return level[0];
  };

  // The checkpoint: origin, size and root, then an empty line and the signatures.
  const end = proof.note.lastIndexOf('\n\n') + 1;
  const text = proof.note.slice(0, end);
  const [origin, sizeText, rootText] = text.split('\n');
  const size = Number(sizeText);
  const root = fromBase64(rootText);

  // Tiles, exactly as C2SP's tlog-tiles names them.
  const hashesAt = level => Math.floor(size / 256 ** level);
  const path = (level, index, width) => {
    let name = String(index % 1000).padStart(3, '0');
    for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
      name = 'x' + String(rest % 1000).padStart(3, '0') + '/' + name;
    }
    return `tile/${level}/${name}` + (width < 256 ? `.p/${width}` : '');
  };
  const read = (level, index) => {
    const width = Math.min(256, hashesAt(level) - index * 256);
    const name = path(level, index, width);
    if (!(name in proof.tiles)) {
      throw new Error(`\`${name}\` is not here`);
    }
    const bytes = fromBase64(proof.tiles[name]);
    if (bytes.length !== 32 * width) {
      throw new Error(`\`${name}\` has ${bytes.length} bytes`);
    }
    return Array.from({ length: width }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
  };

  // The root follows from the tiles that are not full, the smallest perfect tree furthest right.
  const rootOfEdge = async () => {
    let hash = null;
    for (let level = 0; hashesAt(level) > 0; level++) {
      let last = hashesAt(level) % 256;
      if (last === 0) {
        continue;
      }
      const hashes = read(level, Math.floor(hashesAt(level) / 256));
      while (last > 0) {
        const count = last & -last;
        const left = await perfect(hashes.slice(last - count, last));
        hash = hash === null ? left : await nodeHash(left, hash);
        last -= count;
      }
    }
    return hash;
  };

  // A full tile must hash to what the tile above it has in its place, and so on up to the root.
  const proven = new Map();
  const prove = (level, index) => {
    const key = `${level}/${index}`;
    if (!proven.has(key)) {
      proven.set(key, (async () => {
        const hashes = read(level, index);
        if (hashes.length === 256) {
          const above = await prove(level + 1, Math.floor(index / 256));
          if (!same(await perfect(hashes), above[index % 256])) {
            throw new Error(`\`${path(level, index, 256)}\` is not the tile the tree has`);
          }
        }
        return hashes;
      })());
    }
    return proven.get(key);
  };

  let isRooted = false;
  try {
    isRooted = same(await rootOfEdge(), root);
    (isRooted ? good : bad).push(isRooted
      ? `The tree's root follows from its tiles, and is the one the checkpoint of ${size} entries says.`
      : 'The checkpoint says another root than follows from the tiles.');
  } catch (e) {
    bad.push(`The root does not follow from the tiles: ${e.message}.`);
  }

  let right = 0;
  for (const entry of entries) {
    const wrong = [];
    try {
      const says = JSON.parse(entry.leaf);
      const hashes = await prove(0, Math.floor(says.index / 256));
      if (!same(await leafHash(entry.leaf), hashes[says.index % 256])) {
        wrong.push('the tree has another statement there');
      }
      if (toHex(await sha256(utf8(entry.payload))) !== says.payload.sha256) {
        wrong.push('its payload is not the one its statement digests');
      }
      if (toHex(await sha256(utf8(entry.metadata))) !== says.metadata.sha256) {
        wrong.push('its metadata is not what its statement digests');
      }
      const shown = [String(says.index + 1), says.recordedAt, says.stream, says.type];
      if (shown.join('\n') !== [entry.position, entry.recordedAt, entry.stream, entry.type].join('\n')) {
        wrong.push('its statement says something else than is shown');
      }
    } catch (e) {
      wrong.push(e.message);
    }
    if (!isRooted) {
      wrong.push('the root does not follow');
    }
    marks.set(entry, wrong.length === 0);
    if (wrong.length === 0) {
      right++;
    } else {
      bad.push(`Position ${entry.position}: ${wrong.join('; ')}.`);
    }
  }
  if (right > 0 || entries.length === 0) {
    good.push(`${right} of ${entries.length} entries stand in that tree as they are shown, payload and metadata included.`);
  }

  // Ed25519 signatures by the keys the ledger gave, which this page cannot vouch for.
  let signatures = 0;
  for (const vkey of proof.keys) {
    const first = vkey.indexOf('+');
    const second = vkey.indexOf('+', first + 1);
    const name = vkey.slice(0, first);
    const typed = fromBase64(vkey.slice(second + 1));
    const line = proof.note.slice(end + 1).split('\n').find(each =>
      each.startsWith(`\u2014 ${name} `)
        && toHex(fromBase64(each.slice(name.length + 3)).subarray(0, 4)) === vkey.slice(first + 1, second));
    if (typed[0] !== 1 || line === undefined || name !== origin) {
      continue;
    }
    const signature = fromBase64(line.slice(name.length + 3)).subarray(4);
    try {
      const key = await subtle.importKey('raw', typed.subarray(1), { name: 'Ed25519' }, false, ['verify']);
      if (await subtle.verify({ name: 'Ed25519' }, key, signature, utf8(text))) {
        signatures++;
        good.push(`The checkpoint is signed by ${vkey}.`);
      } else {
        bad.push(`The checkpoint's signature by ${vkey} does not verify.`);
      }
    } catch (e) {
      open.push(`Not checked: the signature by ${vkey}, for this browser cannot verify Ed25519 (${e.name}).`);
    }
  }
  if (signatures === 0 && bad.length === 0) {
    open.push('Not checked: who signed the checkpoint.');
  }
  open.push(
    'Not checked: whether that key is the ledger\u2019s. Compare it with the one you were given; this page could name any.',
    'Not checked: cosignatures (ML-DSA-44, witnesses) and timestamps; `daybook-verify.jar evidence verify` does.',
    'Not checked: that the summaries, and whatever stands in no entry, say what the payloads say.',
    'Not checked: that no entry is missing.');
  return { good, bad, open, marks, verdict: bad.length > 0 ? 'bad' : signatures > 0 ? 'good' : 'open' };
};

const show = async () => {
  const list = document.getElementById('checks');
  const say = (kind, words) => {
    const item = document.createElement('li');
    item.className = kind;
    item.textContent = words;
    list.append(item);
  };
  list.textContent = '';
  const subtle = globalThis.crypto && globalThis.crypto.subtle;
  if (!subtle) {
    say('open', 'Nothing was checked: this browser gives this page no WebCrypto.');
    return;
  }
  const entries = Array.from(document.querySelectorAll('details.entry'), element => ({
    element,
    position: element.dataset.position,
    recordedAt: element.querySelector('.time').textContent,
    stream: element.querySelector('.stream').textContent,
    type: element.querySelector('.type').textContent,
    leaf: element.querySelector('.leaf').textContent,
    payload: element.querySelector('.payload').textContent,
    metadata: element.querySelector('.metadata').textContent,
  }));
  try {
    const proof = JSON.parse(document.getElementById('proof').textContent);
    const { good, bad, open, marks, verdict } = await recheck(proof, entries, subtle);
    marks.forEach((isRight, entry) => entry.element.classList.add(isRight ? 'good' : 'bad'));
    bad.forEach(words => say('bad', words));
    good.forEach(words => say('good', words));
    open.forEach(words => say('open', words));
    document.body.dataset.checked = verdict;
  } catch (e) {
    say('bad', `The check broke off: ${e.message}`);
    document.body.dataset.checked = 'bad';
  }
};

show();
