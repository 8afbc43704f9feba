// What a program does with a client made from our description: typed by the types that the generator wrote, so that a
// wrong path, parameter or member does not compile. Returns the names of the stories that held.
import createClient from 'openapi-fetch';

import type { components, paths } from './api.js';

type Billing = components['schemas']['BillingProfile'];

function must(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export async function run(baseUrl: string, headers: Record<string, string>): Promise<string[]> {
  const client = createClient<paths>({ baseUrl, headers });
  const done: string[] = [];

  const session = await client.GET('/session');
  must(session.data, `session: ${session.response.status}`);
  must(session.data.permissions.includes('update_billing_profile'), 'this person may update');
  const partner = session.data.resellerId;
  done.push('who am I');

  const filter = JSON.stringify({ Field: 'CompanyName', Value: 'a', Operator: 'starts_with' });
  const filtered = await client.GET('/v1/customers', { params: { query: { filter } } });
  must(filtered.data && filtered.data.items.length > 0, 'some names begin with a');
  must(filtered.data.items.every((item) => item.companyProfile.companyName?.toLowerCase().normalize('NFD').startsWith('a')), 'all begin with a');
  done.push('filter');

  const ids = new Set<string>();
  let token: string | undefined;
  for (let pages = 0; pages < 200; pages += 1) {
    const page = await client.GET('/v1/customers', token
      ? { params: { query: { seekOperation: 'Next' }, header: { 'MS-ContinuationToken': token } } }
      : { params: { query: { size: 20 } } });
    must(page.data, `page ${pages}: ${page.response.status}`);
    must(page.data.totalCount === page.data.items.length, 'totalCount is of the page');
    for (const item of page.data.items) {
      must(!ids.has(item.id), 'no customer twice');
      ids.add(item.id);
    }
    token = page.data.continuationToken;
    if (!token) {
      must(ids.size === page.data.customerCount, 'every customer once');
      break;
    }
  }
  done.push('page through all');

  const id = [...ids][3]!;
  const customer = await client.GET('/v1/customers/{id}', { params: { path: { id } } });
  must(customer.data && customer.data.billingProfile.attributes?.etag, 'a customer with an etag');
  done.push('get one');

  const before = await client.GET('/v1/customers/{id}/profiles/billing', { params: { path: { id } } });
  must(before.data?.attributes?.etag === customer.data.billingProfile.attributes.etag, 'both etags are one');
  const changed: Billing = { ...before.data, firstName: `${before.data.firstName ?? 'Eva'}a`.slice(0, 40) };
  const path = '/v1/customers/{id}/profiles/billing';
  const put = await client.PUT(path, { params: { path: { id }, header: { 'If-Match': `"${before.data.attributes.etag}"` } }, body: changed });
  must(put.data, `put: ${JSON.stringify(put.error)}`);
  must(put.data.firstName === changed.firstName, 'what was sent is stored');
  must(put.data.attributes?.etag !== before.data.attributes.etag, 'a new etag');
  done.push('replace billing information');

  const stale = await client.PUT(path, { params: { path: { id } }, body: changed });
  must(stale.response.status === 400 && stale.error && 'code' in stale.error && stale.error.code === 2055, `stale: ${JSON.stringify(stale.error)}`);
  done.push('stale etag');

  const wrong = await client.PUT(path, { params: { path: { id } }, body: { ...put.data, email: 'no address' } });
  must(wrong.response.status === 400 && wrong.error && 'errors' in wrong.error, 'the rules refuse');
  must(wrong.error.errors?.some((problem) => problem.field === 'billingProfile.email'), 'and name the field');
  done.push('refused by the rules');

  const requestId = crypto.randomUUID();
  const repeat = () => client.PUT(path, { params: { path: { id }, header: { 'MS-RequestId': requestId } }, body: { ...put.data, lastName: 'Repeated' } });
  const [first, second] = [await repeat(), await repeat()];
  must(first.data && second.data && first.data.attributes?.etag === second.data.attributes?.etag, 'one effect, one answer');
  done.push('repeat a request');

  const policies = () => client.GET('/v1/SelfServePolicy', { params: { query: { entity_id: id } } });
  must((await policies()).data?.items.length === 0, 'no permission at first');
  const on = await client.POST('/v1/SelfServePolicy', {
    body: {
      selfServeEntity: { selfServeEntityType: 'customer', tenantID: id },
      grantor: { grantorType: 'billToPartner', tenantID: partner },
      permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
    },
  });
  must(on.data?.id, `on: ${JSON.stringify(on.error)}`);
  must((await policies()).data?.items.length === 1, 'the permission is there');
  const off = await client.DELETE('/v1/SelfServePolicy/{policy}', { params: { path: { policy: on.data.id } } });
  must(off.response.status === 204, 'off');
  must((await policies()).data?.items.length === 0, 'the permission is gone');
  done.push('permission to buy on and off');

  const history = await client.GET('/v1/customers/{id}/history', { params: { path: { id } } });
  must(history.data?.items.some((item) => item.fields.some((field) => field.field === 'billingProfile.firstName')), 'the change is in the history');
  done.push('history');

  const rules = await client.GET('/v1/countryvalidationrules/{country}', { params: { path: { country: 'SE' } } });
  must(rules.data?.isPostalCodeRequired, 'Sweden wants postal codes');
  const missing = await client.GET('/v1/customers/{id}', { params: { path: { id: '00000000-0000-4000-8000-000000000000' } } });
  must(missing.response.status === 404 && missing.error && 'code' in missing.error && missing.error.code === 60003, 'no such customer');
  done.push('country rules and a customer that is not there');
  return done;
}
