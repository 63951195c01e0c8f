// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import from sqlite3.h: macros that cast, and functions with variable arguments.
#ifndef WITNESSMARK_CSQLITE_SHIM_H
#define WITNESSMARK_CSQLITE_SHIM_H

#include <sqlite3.h>

// SQLITE_STATIC: the bytes stay where they are until the statement was stepped and reset.
static inline int witnessmark_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    // A null address would be stored as NULL, and nothing is not the same as empty.
    return sqlite3_bind_text64(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_STATIC, SQLITE_UTF8);
}

static inline int witnessmark_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_STATIC);
}

static inline int witnessmark_db_config(sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}

static inline int witnessmark_disable_memory_status(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#endif
