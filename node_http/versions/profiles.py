"""What is so in one version."""

from __future__ import annotations

from typing import Any


class Profile:
    """What is so in one version of Node; each field has its row in `HISTORY`."""

    version: str
    # what there is, and defaults
    more_methods: tuple[str, ...]
    fewer_methods: tuple[str, ...]
    status_codes: dict[int, str | None]
    server_timeout: int
    keep_alive_timeout: int | None
    keep_alive_leeway: int
    headers_timeout: int | None
    request_timeout: int | None
    require_host: bool | None
    high_water_mark: int
    agent_scheduling: str | None
    global_agent: dict[str, Any]
    max_header_size: int
    # what is read
    request_protocols: tuple[str, ...]
    response_protocols: tuple[str, ...]
    reads_http_0_9: bool
    trims_values: bool
    any_status_upgrades: bool
    upgrades_if_asked: bool
    upgrade_has_body: bool
    names_what_follows: bool
    # agents
    agent_sets_no_delay: bool
    agent_counts_free: bool
    agent_heeds_hints: bool
    agent_heeds_timeout: bool
    connects_to_request_path: bool
    responses_time_out: bool
    # events of a message
    autodestroys_messages: bool
    captures_rejections: bool
    tries_all_addresses: bool
    agent_hooks: bool
    names_addresses: bool
    joins_cookies: bool
    trailer_needs_chunks: bool
    request_closes_first: bool
    unheard_error_counts: bool
    end_after_end_fails: bool
    informs_fully: bool
    limits_requests: bool
    null_reason: bool
    strict_lengths: bool
    request_closes: str | None
    response_closes: bool
    destroys_requests: bool
    cut_response_ends: bool
    client_closes_when_done: bool
    half_close_aborts: bool
    socket_before_prefinish: bool
    destroys_kept_responses: bool
    reads_when_asked: bool
    destroys_response: bool
    abort_time: bool
    # servers
    checks_connections: bool
    close_ends_idle: bool
    bad_request: str | None
    answers_errors: str
    serves_upgrades: bool
    guards_encoding: bool
    upgrade_frees_timeout: bool
    gives_up_request_alone: bool
    tells_response_options: bool
    reads_fields_late: bool
    queue_has_threshold: bool
    end_returns_message: bool
    informs: bool
    # outgoing messages
    default_headers_option: bool
    sends_keep_alive: bool
    write_after_end_fails: bool
    gathers_writes: bool
    end_uncorks: bool
    can_be_piped: bool
    merges_corked: bool
    appends_listed_headers: bool
    label_of_names: bool
    joins_trailers: bool
    reinterprets_disposition: bool
    tells_callback_of_no_body: bool
    sends_empty_writes: bool
    decodes_auth: str
    url_argument: bool
    takes_any_encoding: bool
    null_headers: bool
    expects_on_kept_connections: bool
    # sockets
    tells_ready: bool
    looks_at_address_first: bool
    tells_drops: bool
    tells_attempts: bool
    port_required: bool
    lookup_error_names_port: bool
    tells_lookup_errors_first: bool
    listens_once: bool
    ends_at_once: bool
    finishes_ended_at_once: bool
    failed_write_emits_at_once: bool
    write_after_end_destroys: bool
    late_write: str
    closing_fails_writes: bool
    # emitters
    monitors_errors: bool
    unhandled_error: str
    checks_limit_type: bool
    # incoming messages
    listeners_spoil_bodies: bool
    # streams
    streams_destroy_themselves: bool
    finished_rules: str
    pipeline_rules: str
    tells_unpiped: bool
    flows_without_readers: bool
    forgets_readers_late: bool
    readable_pauses: bool
    streams_tell_at_once: bool
    end_callback_listens: bool
    leaves_iterators_late: bool
    # errors
    error_codes: bool
    error_names: bool
    parser_reasons: bool
    raw_packets: bool
    numeric_errno: bool

    __slots__ = tuple(__annotations__)

    def __init__(self, version: str, **values: Any) -> None:
        self.version = version
        for field, value in values.items():
            setattr(self, field, value)
