// Types of kundkonto-rules. Paths, members and rules are those of the partner API that Kundkonto's server answers.

/** "en", "sv", or a longer tag such as "sv-SE". Sentences in all other languages are English. */
export type Language = 'en' | 'sv' | (string & {});

export interface Address {
  country?: string | null;
  region?: string | null;
  city?: string | null;
  state?: string | null;
  district?: string | null;
  addressLine1?: string | null;
  addressLine2?: string | null;
  addressLine3?: string | null;
  postalCode?: string | null;
  firstName?: string | null;
  middleName?: string | null;
  lastName?: string | null;
  emailAddress?: string | null;
  phoneNumber?: string | null;
}

/** A customer's account. Absent, null and empty mean "not given"; other members are ignored; names may be in any case. */
export interface Account {
  id?: string | null;
  relationshipToPartner?: string | number | null;
  companyProfile?: {
    tenantId?: string | null;
    domain?: string | null;
    companyName?: string | null;
    organizationRegistrationNumber?: string | null;
    email?: string | null;
    address?: Address | null;
  } | null;
  billingProfile?: {
    id?: string | null;
    firstName?: string | null;
    lastName?: string | null;
    email?: string | null;
    culture?: string | null;
    language?: string | null;
    companyName?: string | null;
    /** VAT or other tax number. */
    taxId?: string | null;
    defaultAddress?: Address | null;
  } | null;
}

/** The short name of a kind of value, for a form that is no account. */
export type FieldKind =
  | 'companyName' | 'personName' | 'email' | 'phoneNumber' | 'postalCode' | 'state' | 'city' | 'addressLine' | 'domain' | 'country'
  | 'language' | 'culture' | 'taxId' | 'organizationRegistrationNumber';

/** The path of a field, such as "billingProfile.defaultAddress.postalCode", or its kind. */
export type Field = FieldKind | (string & {});

export interface Problem {
  /** The path of the field, such as "billingProfile.defaultAddress.postalCode". */
  field: string;
  /** A stable code, such as "postal_code_format". */
  rule: string;
  /** An error refuses the account; with a warning a person may insist. */
  severity: 'error' | 'warning';
  detail?: { example?: string; expected?: string; found?: string };
  /** A value that would be accepted, where one is near. */
  suggestion?: string;
  /** What to do and why, in the language that was asked for. */
  message: string;
}

/** Why something could not be judged at all. */
export interface Fault {
  code: 'not_object' | 'not_text' | 'not_json' | 'not_utf8' | 'too_deep' | 'too_large' | 'duplicate_key' | 'field_unknown';
  /** The member that is meant; empty for the whole. */
  path: string;
  message: string;
}

export interface Judged<Normalized> {
  accepted: boolean;
  problems: Problem[];
  /** As it would be stored: spaces and case tidied, numbers and codes as their country writes them. */
  normalized: Normalized;
  rulesVersion: string;
  fault?: undefined;
}

export interface Unreadable {
  accepted: false;
  problems: Problem[];
  normalized: null;
  rulesVersion: string;
  fault: Fault;
}

export type Verdict<Normalized> = Judged<Normalized> | Unreadable;

export interface AccountOptions {
  language?: Language;
}

export interface FieldOptions {
  /** ISO 3166 code of the country that the value belongs to. */
  country?: string;
  language?: Language;
  /** The other fields, so that they are judged together: a postal code with its state. */
  account?: Account | null;
}

/** What a country wants of an account: the partner API's CountryValidationRules. */
export interface CountryRules {
  iso2Code: string;
  defaultCulture: string;
  isStateRequired: boolean;
  supportedStatesList: string[];
  supportedLanguagesList: string[];
  supportedCulturesList: string[];
  isPostalCodeRequired: boolean;
  postalCodeRegex?: string;
  isCityRequired: boolean;
  isVatIdSupported: boolean;
  /** # stands for a digit, @ for a letter, * for either. */
  taxIdFormat?: string;
  taxIdSample?: string;
  vatIdRegex?: string;
  phoneNumberRegex?: string;
  isTaxIdSupported: boolean;
  isTaxIdOptional: boolean;
  countryCallingCodesList: string[];
  customerOrganizationRegistrationNumberRegex?: string;
  customerOrganizationRegistrationNumberSample?: string;
  customerOrganizationRegistrationNumberRequired: boolean;
  customerOrganizationPhoneNumberRequired: boolean;
  attributes: { objectType: 'CountryValidationRules' };
}

export interface Rules {
  readonly rulesVersion: string;
  /** What the rules hold of memory. It does not grow with the number of calls. */
  readonly memoryBytes: number;

  /** Judges a whole account. Never throws: what cannot be read has a `fault`. */
  validateAccount(account: Account, options?: AccountOptions): Verdict<Account>;

  /** Judges one value. Never throws: what cannot be read has a `fault`. */
  validateField(field: Field, value: string | null | undefined, options?: FieldOptions): Verdict<string>;

  /** The rules of a country by its ISO 3166 code in any case; null when it is none. */
  countryRules(iso2: string): CountryRules | null;

  /** The name of every country by its code, for a form's list. */
  countryNames(language?: Language): Record<string, string>;

  /** The sentence of every rule by its code, with its gaps: "{label}", and "[A|B]" for A where its gaps are filled, else B. */
  messages(language?: Language): Record<string, string>;

  /** The sentence for a problem; empty when its field or rule is not known. `country` brings the country's own terms. */
  messageFor(problem: Omit<Problem, 'message'>, language?: Language, options?: { country?: string }): string;

  /** A field's label in the country's own terms: "ZIP code" in US; empty when there is no such field. */
  labelFor(field: Field, options?: { country?: string; language?: Language }): string;
}

/** rules.wasm: compiled, as bytes, as an answer of fetch(), or where it is; or a promise of one. */
export type RulesSource = WebAssembly.Module | ArrayBuffer | ArrayBufferView | Response | URL | string;

/** Rules of one's own, independent of load(). Without a source: rules.wasm beside this module. */
export function createRules(source?: RulesSource | Promise<RulesSource>): Promise<Rules>;

/** Loads the rules that the functions below use; once, later calls give the same. */
export function load(source?: RulesSource | Promise<RulesSource>): Promise<Rules>;

/** The version of the rules: the date of their data, then a counter. */
export const rulesVersion: string;

/** Each as in Rules; throws when load() has not been awaited. */
export const validateAccount: Rules['validateAccount'];
export const validateField: Rules['validateField'];
export const countryRules: Rules['countryRules'];
export const countryNames: Rules['countryNames'];
export const messages: Rules['messages'];
export const messageFor: Rules['messageFor'];
export const labelFor: Rules['labelFor'];
