import GRDB

/// The schema's versions, in order.
///
/// A version that has been released is never changed.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-\(fingerprint(version1))") { db in try db.execute(sql: version1) }
        migrator.registerMigration("2") { db in
            try db.execute(
                sql: """
                    CREATE TABLE ajastin_log_mark (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL);
                    INSERT INTO ajastin_log_mark VALUES (1, 0)
                    """)
        }
        // Files of a task may have the same bytes, such as two lists of nobody.
        migrator.registerMigration("3") { db in
            try db.execute(
                sql: """
                    CREATE TABLE ajastin_artifact_3 (
                        sha256 TEXT NOT NULL,
                        run INTEGER NOT NULL,
                        task INTEGER NOT NULL,
                        name TEXT NOT NULL,
                        format TEXT NOT NULL,
                        language TEXT NOT NULL,
                        size INTEGER NOT NULL,
                        row_count INTEGER NOT NULL,
                        cell_count INTEGER NOT NULL,
                        milliseconds INTEGER NOT NULL,
                        notes TEXT NOT NULL DEFAULT '',
                        PRIMARY KEY (run, task, name, language, sha256)
                    ) WITHOUT ROWID;
                    INSERT INTO ajastin_artifact_3
                    SELECT sha256, run, task, name, format, language, size, row_count, cell_count, milliseconds, notes FROM ajastin_artifact;
                    DROP TABLE ajastin_artifact;
                    ALTER TABLE ajastin_artifact_3 RENAME TO ajastin_artifact
                    """)
        }
        // A source has as many drops as it has had files; none of what is asked for each file may go through them all.
        migrator.registerMigration("4") { db in
            try db.execute(
                sql: """
                    CREATE INDEX ajastin_drop_state ON ajastin_drop (source, state);
                    CREATE INDEX ajastin_drop_rejects ON ajastin_drop (source) WHERE rejected > 0 AND state = 'applied'
                    """)
        }
        return migrator
    }

    /// Tells apart what the first version has looked like before its release: a database of another look is refused rather than misread.
    private static func fingerprint(_ sql: String) -> String {
        // FNV-1a, 64 bits.
        String(sql.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }

    /// Instants are text in UTC with milliseconds, so that their order is that of time; messages are JSON of `Model.Message`.
    private static let version1 = """
        CREATE TABLE ajastin_definition (
            path TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            changed_at TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_field (
            module TEXT NOT NULL,
            field TEXT NOT NULL,
            storage TEXT NOT NULL,
            PRIMARY KEY (module, field)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_sequence (
            module TEXT PRIMARY KEY,
            last_id INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_drop (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            file TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('applied', 'rejected', 'duplicate', 'failed', 'held')),
            read INTEGER NOT NULL DEFAULT 0,
            added INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0,
            unchanged INTEGER NOT NULL DEFAULT 0,
            removed INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            records INTEGER,
            completes INTEGER,
            received_at TEXT NOT NULL,
            finished_at TEXT NOT NULL,
            archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
            detail TEXT,
            reason TEXT,
            CHECK (state <> 'applied' OR read = added + changed + unchanged + rejected)
        );
        CREATE UNIQUE INDEX ajastin_drop_content ON ajastin_drop (source, sha256) WHERE state = 'applied';
        CREATE INDEX ajastin_drop_size ON ajastin_drop (source, size);
        CREATE INDEX ajastin_drop_source ON ajastin_drop (source, finished_at);
        CREATE INDEX ajastin_drop_completes ON ajastin_drop (completes) WHERE completes IS NOT NULL;
        CREATE INDEX ajastin_drop_held ON ajastin_drop (id) WHERE state = 'held';

        CREATE TABLE ajastin_segment_member (
            segment TEXT NOT NULL,
            record INTEGER NOT NULL,
            PRIMARY KEY (segment, record)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_segment_refresh (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            segment TEXT NOT NULL,
            run INTEGER,
            at TEXT NOT NULL,
            size INTEGER NOT NULL,
            joined INTEGER NOT NULL,
            "left" INTEGER NOT NULL
        );
        CREATE INDEX ajastin_segment_refresh_segment ON ajastin_segment_refresh (segment, id);

        CREATE TABLE ajastin_segment_change (
            refresh INTEGER NOT NULL REFERENCES ajastin_segment_refresh (id) ON DELETE CASCADE,
            record INTEGER NOT NULL,
            joined INTEGER NOT NULL CHECK (joined IN (0, 1)),
            PRIMARY KEY (refresh, record)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_schedule (
            name TEXT PRIMARY KEY,
            created_at TEXT NOT NULL,
            active INTEGER NOT NULL CHECK (active IN (0, 1)),
            timing TEXT NOT NULL,
            next_due TEXT,
            password BLOB,
            looked_at TEXT,
            held TEXT
        ) WITHOUT ROWID;
        CREATE INDEX ajastin_schedule_due ON ajastin_schedule (next_due)
            WHERE active = 1 AND next_due IS NOT NULL AND held IS NULL;
        CREATE INDEX ajastin_schedule_looked ON ajastin_schedule (looked_at);
        CREATE INDEX ajastin_schedule_held ON ajastin_schedule (name) WHERE held IS NOT NULL;

        CREATE TABLE ajastin_run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            schedule TEXT NOT NULL,
            due TEXT NOT NULL,
            "trigger" TEXT NOT NULL CHECK ("trigger" IN ('schedule', 'on-demand', 'drop')),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'succeeded', 'failed', 'skipped')),
            created_at TEXT NOT NULL,
            started_at TEXT,
            finished_at TEXT,
            lease_owner TEXT,
            lease_until TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            definition TEXT,
            held TEXT,
            reason TEXT,
            starts_at TEXT,
            wait_source TEXT CHECK (wait_source IS NULL OR state = 'waiting'),
            wait_since TEXT,
            wait_until TEXT CHECK ((wait_until IS NULL) = (wait_source IS NULL)),
            wait_holds INTEGER CHECK (wait_holds IN (0, 1)),
            waits TEXT,
            note TEXT,
            deadline TEXT,
            expected INTEGER,
            warned INTEGER NOT NULL DEFAULT 0 CHECK (warned IN (0, 1)),
            UNIQUE (schedule, due),
            CHECK ((state = 'running') = (lease_owner IS NOT NULL)),
            CHECK ((state IN ('succeeded', 'failed', 'skipped')) = (finished_at IS NOT NULL)),
            CHECK (held IS NULL OR state = 'waiting')
        );
        CREATE UNIQUE INDEX ajastin_run_going ON ajastin_run (schedule) WHERE state = 'running';
        CREATE INDEX ajastin_run_ready ON ajastin_run (coalesce(starts_at, due), id)
            WHERE state = 'waiting' AND held IS NULL AND wait_source IS NULL;
        CREATE INDEX ajastin_run_leased ON ajastin_run (lease_until) WHERE state = 'running';
        CREATE INDEX ajastin_run_unfinished ON ajastin_run (schedule) WHERE state IN ('waiting', 'running');
        CREATE INDEX ajastin_run_planned ON ajastin_run (starts_at) WHERE state = 'waiting' AND starts_at IS NOT NULL;
        CREATE INDEX ajastin_run_awaiting ON ajastin_run (wait_until) WHERE wait_source IS NOT NULL;
        CREATE INDEX ajastin_run_deadline ON ajastin_run (deadline)
            WHERE state IN ('waiting', 'running') AND deadline IS NOT NULL AND warned = 0;

        CREATE TABLE ajastin_task (
            run INTEGER NOT NULL REFERENCES ajastin_run (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            segment TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'succeeded', 'failed', 'skipped')),
            affected INTEGER,
            looked INTEGER,
            changed INTEGER,
            left_alone INTEGER,
            failed INTEGER,
            summary TEXT,
            reason TEXT,
            started_at TEXT,
            finished_at TEXT,
            PRIMARY KEY (run, position)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_task_failure (
            run INTEGER NOT NULL,
            task INTEGER NOT NULL,
            module TEXT NOT NULL,
            record INTEGER NOT NULL,
            field TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (run, task, module, record, field)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_edit_plan (
            run INTEGER NOT NULL,
            task INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('planned', 'approved', 'applied', 'undone', 'declined')),
            looked INTEGER NOT NULL DEFAULT 0,
            planned_at TEXT NOT NULL,
            decided_at TEXT,
            decided_by TEXT,
            applied_at TEXT,
            PRIMARY KEY (run, task),
            CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
            CHECK (state NOT IN ('approved', 'declined') OR decided_at IS NOT NULL),
            CHECK ((state IN ('applied', 'undone')) = (applied_at IS NOT NULL))
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_edit_part (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL,
            task INTEGER NOT NULL,
            step INTEGER NOT NULL,
            module TEXT NOT NULL,
            field TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('set', 'remove')),
            records INTEGER NOT NULL DEFAULT 0,
            whole INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1)),
            applied INTEGER NOT NULL DEFAULT 0 CHECK (applied IN (0, 1))
        );
        CREATE UNIQUE INDEX ajastin_edit_part_step ON ajastin_edit_part (run, task, step, module, field);
        CREATE INDEX ajastin_edit_part_module ON ajastin_edit_part (module, id);

        CREATE TABLE ajastin_edit (
            part INTEGER NOT NULL,
            record INTEGER NOT NULL,
            old,
            new,
            PRIMARY KEY (part, record)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_undo (
            run INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            who TEXT NOT NULL,
            restored INTEGER NOT NULL,
            brought_back INTEGER NOT NULL,
            left_alone INTEGER NOT NULL
        );

        CREATE TABLE ajastin_undo_conflict (
            run INTEGER NOT NULL REFERENCES ajastin_undo (run) ON DELETE CASCADE,
            module TEXT NOT NULL,
            record INTEGER NOT NULL,
            field TEXT NOT NULL,
            task INTEGER NOT NULL,
            reason TEXT NOT NULL CHECK (reason IN ('changed', 'removed', 'key-taken')),
            old,
            new,
            now,
            PRIMARY KEY (run, module, record, field)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_activity (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL,
            task INTEGER NOT NULL,
            event TEXT NOT NULL,
            module TEXT NOT NULL,
            record INTEGER NOT NULL,
            title TEXT NOT NULL,
            description TEXT,
            type TEXT NOT NULL CHECK (type IN ('call', 'meeting', 'email', 'letter', 'task', 'other')),
            priority TEXT NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
            assignee TEXT,
            due TEXT NOT NULL,
            starts_at TEXT,
            minutes INTEGER,
            status TEXT NOT NULL CHECK (status IN ('open', 'done', 'cancelled')),
            note TEXT,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (run, task, event, record)
        );
        CREATE INDEX ajastin_activity_assignee ON ajastin_activity (assignee, due, starts_at);
        CREATE INDEX ajastin_activity_open ON ajastin_activity (due, starts_at) WHERE status = 'open';

        CREATE TABLE ajastin_activity_turn (
            schedule TEXT NOT NULL,
            rotation TEXT NOT NULL,
            last TEXT NOT NULL,
            PRIMARY KEY (schedule, rotation)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_calendar (
            person TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            published INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID;
        CREATE INDEX ajastin_calendar_pending ON ajastin_calendar (person) WHERE version > published;

        CREATE TABLE ajastin_artifact (
            sha256 TEXT NOT NULL,
            run INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            language TEXT NOT NULL,
            size INTEGER NOT NULL,
            row_count INTEGER NOT NULL,
            cell_count INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            notes TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (run, task, sha256)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_list (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            schedule TEXT NOT NULL,
            name TEXT NOT NULL,
            run INTEGER NOT NULL,
            task INTEGER NOT NULL,
            columns TEXT NOT NULL,
            UNIQUE (run, task, name)
        );
        CREATE INDEX ajastin_list_name ON ajastin_list (schedule, name, id);

        CREATE TABLE ajastin_list_row (
            list INTEGER NOT NULL REFERENCES ajastin_list ON DELETE CASCADE,
            key TEXT NOT NULL,
            cells TEXT NOT NULL,
            PRIMARY KEY (list, key)
        ) WITHOUT ROWID;

        CREATE TABLE ajastin_delivery (
            id TEXT PRIMARY KEY,
            run INTEGER,
            task INTEGER,
            recipient TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('spooled', 'sent', 'failed', 'expired')),
            published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
            created_at TEXT NOT NULL,
            expires_at TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            reason TEXT
        ) WITHOUT ROWID;
        CREATE INDEX ajastin_delivery_run ON ajastin_delivery (run, task);
        CREATE INDEX ajastin_delivery_unpublished ON ajastin_delivery (id) WHERE published = 0;

        CREATE TABLE ajastin_notice (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('schedule-held', 'run-held', 'approval-needed', 'run-at-risk', 'drop-rejected', 'drop-held')),
            schedule TEXT NOT NULL,
            run INTEGER,
            drop_id INTEGER,
            reason TEXT NOT NULL,
            created_at TEXT NOT NULL,
            sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1))
        ) WITHOUT ROWID;
        CREATE INDEX ajastin_notice_unsent ON ajastin_notice (created_at) WHERE sent = 0;

        CREATE TABLE ajastin_change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            who TEXT NOT NULL,
            what TEXT NOT NULL,
            path TEXT NOT NULL,
            before TEXT,
            after TEXT,
            CHECK (before IS NOT NULL OR after IS NOT NULL)
        );
        CREATE INDEX ajastin_change_path ON ajastin_change (path, id);
        """
}
