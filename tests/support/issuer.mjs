// A real OpenID Connect provider (npm oidc-provider) in memory on a free port of this machine, which a test can bend: another
// key, another account, answers signed anew with altered claims.
import { once } from 'node:events';
import { createServer } from 'node:http';

import { SignJWT, decodeJwt, exportJWK, generateKeyPair, importJWK } from 'jose';
import Provider from 'oidc-provider';

import { freePort } from './server.mjs';

export const audience = 'urn:kundkonto:test-api';
export const clientId = 'kundkonto';
export const clientSecret = 'a secret of the tests: +/%';
export const tenant = 'tenant-1';

export const accounts = {
  eva: { sub: 'eva-1', name: 'Eva Ek', preferred_username: 'eva@issuer.example', roles: ['KundkontoSales', 'SomethingElse'], tid: tenant },
  nobody: { sub: 'nobody-1', name: 'No Body', preferred_username: 'nobody@issuer.example', roles: ['SomethingElse'], tid: tenant },
  stranger: { sub: 'stranger-1', name: 'A Stranger', preferred_username: 'stranger@elsewhere.example', roles: ['KundkontoSales'], tid: 'tenant-2' },
};

export async function newKey(alg = 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = `key-${Math.random().toString(36).slice(2)}`;
  return { alg, kid, jwk: { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

// A token with these claims, signed by `key`; members of the header may be altered.
export async function sign(key, claims, header = {}) {
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ: 'at+jwt', kid: key.kid, ...header }).sign(await importJWK(key.jwk, key.alg));
}

const oidcScopes = 'openid profile email';

function makeProvider(issuer, key, redirect, state) {
  const provider = new Provider(issuer, {
    clients: [{
      client_id: clientId, client_secret: clientSecret, redirect_uris: redirect(), response_types: ['code'],
      grant_types: ['authorization_code', 'client_credentials'],
    }],
    jwks: { keys: [key.jwk] },
    cookies: { keys: ['tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'roles', 'tid'], profile: ['name', 'preferred_username'], email: [] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => {
      const claims = Object.values(accounts).find((account) => account.sub === sub);
      return claims && { accountId: sub, claims: () => claims };
    },
    extraTokenClaims: (_, token) => (token.accountId
      ? { ...Object.values(accounts).find(({ sub }) => sub === token.accountId), sub: undefined }
      : { roles: ['KundkontoSales'], tid: tenant }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'api', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: key.alg } } }),
      },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope(oidcScopes);
      grant.addResourceScope(audience, 'api');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    if (ctx.path === '/token') state.tokenRequests += 1;
    await next();
    if (ctx.path === '/jwks') state.keyRequests += 1;
    if (ctx.path !== '/token' || !ctx.body?.id_token) return;
    state.lastTokens = { ...ctx.body };
    if (state.bend) ctx.body.id_token = await state.bend(decodeJwt(ctx.body.id_token), key);
  });
  return provider;
}

// `redirectUris` are the callbacks of the servers under test, known once their ports are.
export async function startIssuer() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const redirectUris = ['http://127.0.0.1:9/none'];  // The provider wants one.
  const state = { account: 'eva', asksPerson: false, bend: null, tokenRequests: 0, keyRequests: 0, lastTokens: null, isDown: false };
  let key = await newKey();
  let provider = makeProvider(url, key, () => redirectUris, state);
  let handle = provider.callback();

  async function interact(request, response) {
    if (state.asksPerson && request.method === 'GET') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="en"><title>Provider</title><form method="post"><button>Continue as ${accounts[state.account].name}</button></form>`);
      return;
    }
    await provider.interactionFinished(request, response, state.account ? { login: { accountId: accounts[state.account].sub } } : { error: 'access_denied' }, { mergeWithLastSubmission: false });
  }
  const server = createServer((request, response) => {
    if (state.isDown) return request.socket.destroy();
    if (request.url.startsWith('/interaction/')) return interact(request, response).catch((error) => { response.statusCode = 500; response.end(String(error)); });
    return handle(request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const renew = () => {
    provider = makeProvider(url, key, () => redirectUris, state);
    handle = provider.callback();
  };
  return {
    url, state,
    key: () => key,
    allowRedirect(address) { redirectUris.push(address); renew(); },
    async rotateKey(alg) { key = await newKey(alg); renew(); },
    // A token of a program by itself, from the provider's own token endpoint.
    async applicationToken() {
      const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
      const answer = await fetch(`${url}/token`, {
        method: 'POST', headers: { Authorization: `Basic ${basic}`, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience, scope: 'api' }),
      });
      return (await answer.json()).access_token;
    },
    async end() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close').catch(() => {});
    },
  };
}

// Flags and environment of a server that trusts this issuer. `reseller` is the id that its tenant stands for.
export const trust = (issuer, reseller) => ({
  flags: [
    '--oidc-issuer', issuer.url, '--oidc-client-id', clientId, '--oidc-audience', audience, '--oidc-role', 'KundkontoSales=sales_agent',
    '--oidc-reseller', `${tenant}=${reseller}`, '--oidc-keys-interval-seconds', '1',
  ],
  environment: { KUNDKONTO_OIDC_CLIENT_SECRET: clientSecret },
});

// A browser without scripts: keeps cookies by host and follows redirects by hand.
export function newVisitor() {
  const jar = new Map();
  const visit = async (url, options = {}) => {
    const { host } = new URL(url);
    const cookies = jar.get(host) ?? jar.set(host, new Map()).get(host);
    const answer = await fetch(url, {
      redirect: 'manual', ...options,
      headers: { ...(cookies.size ? { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}), ...options.headers },
    });
    for (const text of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text);
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(text) || value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  visit.cookies = (url) => jar.get(new URL(url).host) ?? new Map();
  // Follows redirects until `until` says so, or there are none.
  visit.follow = async (url, until = () => false) => {
    for (let i = 0; i < 12; i += 1) {
      if (until(url)) return { url };
      const answer = await visit(url);
      if (answer.status < 300 || answer.status >= 400) return { url, answer };
      url = new URL(answer.headers.get('Location'), url).href;
    }
    throw new Error('too many redirects');
  };
  return visit;
}
