-- Resellers, their people, their customers, and every change. {integer}, {serial} and {options} are the engine's own words.
create table setting (
  name text not null primary key,
  value text not null
) {options};

create table reseller (
  id text not null primary key,
  name text not null
) {options};

create table person (
  reseller text not null references reseller (id),
  user_key text not null primary key,
  user_name text not null,
  display_name text not null,
  role text not null,
  password_hash text not null,
  disabled {integer} not null default 0,
  changed_at {integer} not null
) {options};

create table session (
  token_hash text not null primary key,
  user_key text not null references person (user_key),
  created_at {integer} not null,
  last_seen_at {integer} not null
) {options};

create table customer (
  reseller text not null references reseller (id),
  id text not null,
  sort_key text not null,
  name_key text not null,
  domain_key text not null,
  company_name text not null,
  domain text not null,
  country text not null,
  relationship text not null,
  company_etag {integer} not null,
  billing_etag {integer} not null,
  document text not null,
  rules_version text not null,
  changed_at {integer} not null,
  changed_by text not null,
  primary key (reseller, id)
) {options};

create index customer_by_name on customer (reseller, sort_key, id);

create table history (
  number {serial},
  reseller text not null,
  customer text not null,
  changed_at {integer} not null,
  changed_by text not null,
  client text not null,
  correlation_id text not null,
  field text not null,
  old_value text not null,
  new_value text not null
) {options};

create index history_by_customer on history (reseller, customer, number);
