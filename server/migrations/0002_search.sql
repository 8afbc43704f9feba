-- Customers are found by any part of a name or domain, and counted, without reading them all. {integer} and {options} are the
-- engine's own words; a statement behind {sqlite} or {postgres} is for that engine alone.

-- How many customers a reseller has. Its customers' numbers begin at `number` times 2^40, so that one range holds them.
create table customer_count (
  reseller text not null primary key references reseller (id),
  number {integer} not null unique,
  customers {integer} not null,
  last_number {integer} not null
) {options};

alter table customer add column number {integer} not null default 0;

insert into customer_count (reseller, number, customers, last_number)
  select reseller.id, row_number() over (order by reseller.id), count(customer.id), count(customer.id)
  from reseller left join customer on customer.reseller = reseller.id group by reseller.id;

update customer set number = ranked.number from (
  select customer.reseller, customer.id,
    customer_count.number * 1099511627776 + row_number() over (partition by customer.reseller order by customer.sort_key, customer.id) as number
  from customer join customer_count on customer_count.reseller = customer.reseller
) as ranked where ranked.reseller = customer.reseller and ranked.id = customer.id;

-- Each index holds all that a search compares and sorts by: the rows themselves are read for one page only.
drop index customer_by_name;
create index customer_by_name on customer (reseller, sort_key, id, name_key, domain_key);
create index customer_by_name_key on customer (reseller, name_key, sort_key, id);
create index customer_by_domain_key on customer (reseller, domain_key, name_key, sort_key, id);
create index customer_by_number on customer (number, sort_key, id);

-- Parts of three letters and more. The keys are folded already.
{sqlite} create virtual table customer_search using fts5 (name_key, domain_key, content='customer', content_rowid='number', tokenize='trigram case_sensitive 1');
{sqlite} insert into customer_search (customer_search) values ('rebuild');

{sqlite} create trigger customer_search_insert after insert on customer begin
  insert into customer_search (rowid, name_key, domain_key) values (new.number, new.name_key, new.domain_key);
end;

{sqlite} create trigger customer_search_delete after delete on customer begin
  insert into customer_search (customer_search, rowid, name_key, domain_key) values ('delete', old.number, old.name_key, old.domain_key);
end;

{sqlite} create trigger customer_search_update after update of name_key, domain_key, number on customer
when old.name_key <> new.name_key or old.domain_key <> new.domain_key or old.number <> new.number begin
  insert into customer_search (customer_search, rowid, name_key, domain_key) values ('delete', old.number, old.name_key, old.domain_key);
  insert into customer_search (rowid, name_key, domain_key) values (new.number, new.name_key, new.domain_key);
end;

{postgres} create extension if not exists pg_trgm;
{postgres} create index customer_search on customer using gin (name_key gin_trgm_ops, domain_key gin_trgm_ops);
