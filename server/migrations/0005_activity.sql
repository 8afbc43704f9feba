-- The activity log: one row an operation, never changed afterwards. Rows are numbered without gaps and chained by `hash`
-- (activity_chain.h says of what). The rows of `history` are moved here by the program, which then drops that table.
create table activity (
  number {integer} not null primary key,
  reseller text not null,
  customer text not null,
  customer_name text not null,
  done_at {integer} not null,
  user_name text not null,
  roles text not null,
  credential text not null,
  client text not null,
  application text not null,
  address text not null,
  correlation_id text not null,
  request_id text not null,
  operation text not null,
  resource_type text not null,
  status text not null,
  detail text not null,
  changes text not null,
  old_value text not null,
  new_value text not null,
  hash text not null
) {options};

create index activity_by_customer on activity (reseller, customer, number);
create index activity_by_time on activity (reseller, done_at, number);

-- Number and hash of the newest row. Whoever adds a row locks this one first.
insert into setting (name, value) values ('activity_head', '0:');

-- Answers to requests that changed something, for clients that send the same request again.
create table request (
  reseller text not null,
  principal text not null,
  request_id text not null,
  operation text not null,
  fingerprint text not null,
  status {integer} not null,
  content_type text not null,
  headers text not null,
  body text not null,
  answered_at {integer} not null,
  primary key (reseller, principal, request_id, operation)
) {options};

create index request_by_time on request (reseller, answered_at);
