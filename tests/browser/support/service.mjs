// Starts the product's service in a folder of its own on a free port of this machine, and ends it by its own process id. It opens no
// browser and judges nothing.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A service that is not ready by then hangs; a busy machine needs a tenth of it. */
const READY_MS_MAX = 60_000;

/** Time for a stop that drains, before the process is killed. */
const STOP_MS_MAX = 20_000;

/** Bounds for visitors of a real service, which tests are not to meet; webhooks go to this machine, where nobody takes them. */
const SETTINGS = {
  DOSSIER_RUNS_PER_MINUTE: '1000',
  DOSSIER_BATCHES_PER_MINUTE: '1000',
  DOSSIER_VISITS_PER_MINUTE: '10000',
  DOSSIER_PRIVATE_WEBHOOKS: 'true',
};

/** Password of everybody in the tests. */
export const PASSWORD = 'ein ganz langer Satz';

/** A file of `examples`. */
export const example = (...path) => join(ROOT, 'examples', ...path);

/** The invented candidate and the profile of each language, with what must never be seen outside of a page. */
export const CASES = {
  de: { cv: example('de', 'lebenslauf.pdf'), job: example('de', 'stellenprofil.docx') },
  en: { cv: example('en', 'cv.docx'), job: example('en', 'job.pdf') },
  fr: { cv: example('fr', 'cv.pdf'), job: example('fr', 'profil.docx') },
};

/** A port that nobody listens at, so that a service that is started again is found where it was. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * A running service.
 *
 * `access` is `accounts` or `local`; `options` are further arguments of `dossier serve`.
 */
export class Service {
  #child;
  #lines = [];
  #access;
  #options;
  #waiting = new Set();

  constructor(folder, port, access, options) {
    Object.assign(this, { folder, port, url: `http://127.0.0.1:${port}` });
    this.#access = access;
    this.#options = options;
  }

  static async start({ access = 'accounts', options = [] } = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-web-'));
    const service = new Service(folder, await freePort(), access, options);
    try {
      await service.begin();
    } catch (error) {
      await service.remove();
      throw error;
    }
    return service;
  }

  /** Starts the program, for the first time or again, and waits until it is ready. */
  async begin() {
    const program = process.env.DOSSIER_PROGRAM;
    if (!program) throw new Error('DOSSIER_PROGRAM must name the program that serves; `cargo xtask browser` sets it');
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--data', join(this.folder, 'data'), '--access', this.#access];
    // Nothing of the tester's own settings reaches the program.
    const env = { PATH: process.env.PATH ?? '', ...SETTINGS };
    const child = spawn(program, [...args, ...this.#options], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.#lines.push(line);
      for (const look of this.#waiting) look();
    });
    const limit = AbortSignal.timeout(READY_MS_MAX);
    await this.line((line) => line.event === 'serving', { signal: limit, of: child });
    const answer = await fetch(`${this.url}/readyz`, { signal: limit });
    if (!answer.ok) throw new Error(`the service is not ready: ${answer.status}`);
  }

  /** The first line of its log that `is` takes, now or later. */
  line(is, { signal = AbortSignal.timeout(READY_MS_MAX), of = this.#child } = {}) {
    const from = of.firstLine ??= this.#lines.length;
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        this.#waiting.delete(look);
        settle(value);
      };
      const said = () => this.#lines.slice(-20).join('\n');
      const look = () => {
        for (const text of this.#lines.slice(from)) {
          const line = text.startsWith('{') ? JSON.parse(text) : {};
          if (is(line)) return done(resolve, line);
        }
        return undefined;
      };
      this.#waiting.add(look);
      signal.addEventListener('abort', () => done(reject, new Error(`the service did not say it in time:\n${said()}`)));
      of.once('exit', (code) => done(reject, new Error(`the service ended with ${code}:\n${said()}`)));
      look();
    });
  }

  /** The link of the set-up, by which the first owner comes in. */
  async setUpLink() {
    return (await this.line((line) => line.event === 'setup')).link;
  }

  /** Ends it: `SIGTERM` as a platform does, `SIGKILL` as a fault does. */
  async end(signal = 'SIGTERM') {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await ended;
    clearTimeout(limit);
  }

  /** Ends it and leaves nothing. */
  async remove() {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * A line to a service that can be cut: a port of its own whose bytes go to the service and back.
 *
 * `cutAfter(bytes)` cuts every `POST` that has sent so many, and all other connections with it; `dropAnswer()` lets everything through
 * to the service and cuts when the answer to a `POST` begins. Both hold until `mend()`, since browsers try by themselves once more.
 */
export class Line {
  #server;
  #sockets = new Set();
  #rule = null;

  static async to(service) {
    const line = new Line();
    line.#server = createServer((client) => line.#carry(client, service.port)).listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    line.url = `http://127.0.0.1:${line.#server.address().port}`;
    return line;
  }

  #carry(client, port) {
    const server = connect(port, '127.0.0.1');
    let sent = 0;
    let isPost = false;
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      // A connection that is cut ends in an error on either side, which is what was wanted.
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      isPost = /^[A-Z]+ \//.test(bytes.toString('latin1', 0, 16)) ? bytes.toString('latin1', 0, 6) === 'POST /' : isPost;
      sent = isPost ? sent + bytes.length : 0;
      if (this.#rule?.bytes !== undefined && isPost && sent >= this.#rule.bytes) {
        this.#happened();
        return;
      }
      if (this.#rule?.holds && isPost) return;
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (this.#rule?.answers && isPost) {
        this.#happened();
        return;
      }
      client.write(bytes);
    });
  }

  #happened() {
    const { resolve } = this.#rule;
    this.cut();
    resolve();
  }

  /** Lets everything through from now on. */
  mend() {
    this.#rule = null;
  }

  /** Cuts when a `POST` has sent so many bytes; is fulfilled when that has happened. */
  cutAfter(bytes) {
    return new Promise((resolve) => { this.#rule = { bytes, resolve }; });
  }

  /** Cuts when the answer to a `POST` comes; the service has done what it was asked to. */
  dropAnswer() {
    return new Promise((resolve) => { this.#rule = { answers: true, resolve }; });
  }

  /** Keeps from now on what a `POST` sends, so that it stays under way until somebody gives up. */
  hold() {
    this.#rule = { holds: true };
  }

  /** Cuts all connections now. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close() {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Somebody who uses the service's API, to make what pages then show; also the storage state that brings a browser in as them. */
export class Member {
  constructor(service, cookie) {
    Object.assign(this, { service, cookie });
  }

  /** The owner of the first team, made by the link of the set-up. */
  static async owner(service, { team = 'Büro Zürich', name = 'Rosa Kestenmair', email = 'rosa@example.org' } = {}) {
    const secret = new URL(await service.setUpLink()).hash.slice(1);
    const nobody = new Member(service, '');
    const answer = await nobody.ask('POST', '/setup', { secret, team, name, email, password: PASSWORD });
    return new Member(service, cookieOf(answer));
  }

  /** Somebody new, by an invitation of this one. */
  async invite(role, name, email) {
    const { secret } = await this.json('POST', '/invitations', { role });
    const nobody = new Member(this.service, '');
    const account = { email, name, password: PASSWORD };
    return new Member(this.service, cookieOf(await nobody.ask('POST', '/invitations/accept', { secret, account })));
  }

  /** Asks, and takes nothing but success. */
  async ask(method, path, body, headers = {}) {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${this.service.url}/api/v1${path}`, {
      method,
      headers: { ...(this.cookie && { Cookie: this.cookie }), ...(body && !isForm && { 'Content-Type': 'application/json' }), ...headers },
      body: isForm ? body : body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async json(method, path, body, headers) {
    return (await this.ask(method, path, body, headers)).json();
  }

  /** Starts a run or, of several CVs, a batch. */
  begin({ cvs, job, options = {} }) {
    const form = new FormData();
    for (const cv of cvs) form.append('cv', new Blob([cv.bytes]), cv.name);
    if (job) form.append('job', new Blob([job.bytes]), job.name);
    form.append('options', JSON.stringify(options));
    return this.json('POST', '/runs', form);
  }

  /** Waits until a run is at rest, by its events, which end then. */
  async atRest(run) {
    await (await this.ask('GET', `/runs/${run}/events`)).text();
    return this.json('GET', `/runs/${run}`);
  }

  /** What Playwright's contexts take, so that pages open as this one sees them. */
  storageState(url = this.service.url) {
    const [name, value] = this.cookie.split(/=(.*)/s);
    const { hostname } = new URL(url);
    const cookie = { name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
    return { cookies: [cookie], origins: [] };
  }
}

/** The session in an answer. */
function cookieOf(answer) {
  const session = answer.headers.getSetCookie().find((line) => line.startsWith('dossier-session='));
  if (!session) throw new Error('the answer brings no session');
  return session.split(';')[0];
}
