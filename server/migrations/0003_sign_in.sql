-- People of OpenID Connect issuers, sessions that can be told apart, and access tokens of our own.
-- A person's column role holds one or more role codes, divided by commas. Sessions begin anew.
alter table person add column issuer text not null default '';

alter table person add column subject text not null default '';

alter table person add column tokens_valid_from {integer} not null default 0;

drop table session;

create table session (
  token_hash text not null primary key,
  user_key text not null references person (user_key),
  id text not null,
  created_at {integer} not null,
  last_seen_at {integer} not null,
  address text not null,
  client text not null
) {options};

create index session_by_user on session (user_key, created_at);

-- Keys that sign our tokens. One is not retired; a retired one stays until the last token that it signed has ended.
create table signing_key (
  key_id text not null primary key,
  private_key text not null,
  made_at {integer} not null,
  is_retired {integer} not null,
  tokens_end_at {integer} not null
) {options};

create table access_token (
  reseller text not null references reseller (id),
  id text not null,
  user_key text not null references person (user_key),
  key_id text not null,
  application text not null,
  is_application_only {integer} not null,
  made_at {integer} not null,
  ends_at {integer} not null,
  is_revoked {integer} not null,
  primary key (reseller, id)
) {options};

create index access_token_by_user on access_token (user_key, made_at);

-- What may be used once: links that set up a server, answers of an issuer. Digests, never the secrets.
create table one_time (
  purpose text not null,
  digest text not null,
  ends_at {integer} not null,
  primary key (purpose, digest)
) {options};
