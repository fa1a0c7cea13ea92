-- What the app may do. Run at every start by the owner; {{app}} is the role of DATABASE_URL.
grant usage on schema public to {{app}};
grant select, insert on policy, calendar_year, fact, sealed, data_key, key_epoch, query_code, notice, import_row to {{app}};
grant select, insert on log_entry, log_node, checkpoint, sent_checkpoint to {{app}};
grant select, update on log_head to {{app}};
grant insert on read_log to {{app}};
grant select, insert, update on import_job, import_mapping to {{app}};
grant select, insert on webhook to {{app}};
grant select, insert, update, delete on call, webhook_message to {{app}};
grant select, insert on shift_check, box_opening, token_case, token_use to {{app}};
grant select, insert, update on organisation, unit, person, account, case_row, improvement_row, number_block, throttle, statement_request, evidence_file, owed to {{app}};
grant select, insert, update, delete on session, portal_session, draft, saved_view, request, contact_digest, upload, precedent, class_model, radar_look, radar_member, radar_apart to {{app}};
grant select, insert, update on door_message, mail_out to {{app}};
grant select, insert on mail_thread to {{app}};
grant delete on throttle to {{app}};
grant select, insert, delete on post_holding, sight, notice_seen, case_link, recount, wall, kept_sample to {{app}};
grant execute on function case_by_code(text, bytea) to {{app}};
grant select, insert, update, delete on search_todo, search_segment, search_doc, search_page to {{app}};
grant execute on function search_segments(), search_pages(uuid[], bigint[]), search_docs(uuid[], int[]) to {{app}};
