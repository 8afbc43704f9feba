-- What stands around an account: its end, its indirect reseller, further domains, permission to buy, qualifications and
-- agreements. A customer whose relationship has ended leaves the table of customers, so that no list meets it.
create table former_customer (
  reseller text not null references reseller (id),
  id text not null,
  company_name text not null,
  domain text not null,
  document text not null,
  ended_at {integer} not null,
  ended_by text not null,
  primary key (reseller, id)
) {options};

-- Domains are told to be free or taken across all resellers, as the directory does.
create index customer_by_domain on customer (domain_key);

create table associated_partner (
  reseller text not null references reseller (id),
  customer text not null,
  partner text not null,
  primary key (reseller, customer)
) {options};

create index associated_partner_by_partner on associated_partner (reseller, partner, customer);

create table verified_domain (
  reseller text not null references reseller (id),
  customer text not null,
  domain text not null,
  verified_at {integer} not null,
  primary key (reseller, customer, domain)
) {options};

create index verified_domain_by_domain on verified_domain (domain);

create table purchase_policy (
  reseller text not null references reseller (id),
  customer text not null,
  reserved_instances {integer} not null,
  savings_plan {integer} not null,
  etag text not null,
  changed_at {integer} not null,
  changed_by text not null,
  primary key (reseller, customer)
) {options};

create table qualification (
  reseller text not null references reseller (id),
  customer text not null,
  qualification text not null,
  vetting_status text not null,
  vetting_reason text not null,
  created_at {integer} not null,
  primary key (reseller, customer, qualification)
) {options};

create table agreement (
  reseller text not null references reseller (id),
  customer text not null,
  agreement_type text not null,
  template text not null,
  agreed_on text not null,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone_number text not null,
  user_name text not null,
  primary key (reseller, customer, agreement_type)
) {options};
