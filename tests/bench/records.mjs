// Four valid customer records of different countries and four with several faults each, as account documents. One
// record with all its fields is the unit of every rate that script/bench prints.
const company = (fields) => ({ relationshipToPartner: 'reseller', ...fields });

const record = ({ id, domain, companyName, registration, taxId, firstName, lastName, email, culture, language, address }) =>
  company({
    id,
    companyProfile: { tenantId: id, domain, companyName, organizationRegistrationNumber: registration },
    billingProfile: { firstName, lastName, email, culture, language, companyName, taxId, defaultAddress: { firstName, lastName, ...address } },
  });

const sources = [
  {
    id: '11111111-1111-4111-8111-111111111111', domain: 'angstrom-soner.se', companyName: 'Ångström & Söner AB', registration: '556036-0793',
    taxId: 'SE556036079301', firstName: 'Björn', lastName: 'Hermansson', email: 'bjorn.hermansson@angstrom-soner.se', culture: 'sv-SE', language: 'sv',
    address: { country: 'SE', addressLine1: 'Storgatan 1 A, lgh 1203', city: 'Stockholm', postalCode: '114 55', phoneNumber: '+46 8 123 456 78' },
  },
  {
    id: '22222222-2222-4222-8222-222222222222', domain: 'acme-holdings.com', companyName: 'Acme Holdings, Inc.', registration: '91-1144442',
    taxId: '91-1144442', firstName: 'Mary-Jane', lastName: "O'Brien", email: 'mary.obrien+billing@acme-holdings.com', culture: 'en-US', language: 'en',
    address: { country: 'US', addressLine1: '1600 Amphitheatre Pkwy', addressLine2: 'Suite 400', city: 'Mountain View', state: 'CA', postalCode: '94043-1351', phoneNumber: '(201) 555-0123' },
  },
  {
    id: '33333333-3333-4333-8333-333333333333', domain: 'mueller-maschinenbau.de', companyName: 'Müller Maschinenbau GmbH & Co. KG', registration: 'HRB 11223 B',
    taxId: 'DE136695976', firstName: 'Jürgen', lastName: 'Müller-Lüdenscheidt', email: 'juergen@mueller-maschinenbau.de', culture: 'de-DE', language: 'de',
    address: { country: 'DE', addressLine1: 'Invalidenstraße 117', city: 'Berlin', postalCode: '10115', phoneNumber: '030 123456' },
  },
  {
    id: '44444444-4444-4444-8444-444444444444', domain: 'toyota-shoten.co.jp', companyName: '株式会社トヨタ商店', registration: '7000012050002',
    taxId: '7000012050002', firstName: '太郎', lastName: '山田', email: 'taro.yamada@toyota-shoten.co.jp', culture: 'ja-JP', language: 'ja',
    address: { country: 'JP', addressLine1: '千代田1-1', city: '千代田区', state: '東京都', postalCode: '100-0001', phoneNumber: '090-1234-5678' },
  },
];

const changed = (source, { address = {}, ...fields }) => record({ ...source, ...fields, address: { ...source.address, ...address } });

export const valid = sources.map(record);

export const faulty = [
  changed(sources[0], { email: 'bjorn.hermansson@', taxId: 'SE556036079401', address: { phoneNumber: '+46 8 12', postalCode: '1145' } }),
  changed(sources[1], { email: 'mary..obrien@acme.com', culture: 'en_US', address: { phoneNumber: '(201) 055-012', state: 'NY', postalCode: '9404' } }),
  changed(sources[2], { email: 'juergen', domain: '-mueller.de', taxId: 'DE136695975', address: { phoneNumber: '030', postalCode: '1011' } }),
  changed(sources[3], { email: 'taro@toyota..jp', taxId: '7000012050003', address: { phoneNumber: '090-1234', state: 'Tokio', postalCode: '1000' } }),
];
