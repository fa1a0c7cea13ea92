-- Whether a reader may see a case is answered from an index alone: a search asks it of hundreds of cases that lie all over the table.
create index case_row_seen on case_row (id) include (unit_id);
