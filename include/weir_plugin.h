/* The plugin ABI of Weir, version 1.0: plain C, no other header needed.
 *
 * A plugin is a shared library that exports one function, weir_plugin_entry_v1, and holds its manifest in a
 * section of its file (WEIR_PLUGIN_MANIFEST). It returns a weir_plugin: a table of what it offers. Columns go
 * in and out through the Arrow C Data interface, tables through the Arrow C Stream interface.
 *
 * Rules that hold everywhere:
 * - Every structure that may grow begins with its own size (the first 24 bytes of weir_plugin are frozen for
 *   ever). Arrays of structures carry their stride. A minor version only appends; what a side is too old to
 *   have reads as absent (NULL or 0).
 * - weir_text is borrowed UTF-8 without a terminator. data == NULL is absent; length == 0 with data is empty.
 * - A function that can fail returns a weir_status and, when it is not WEIR_OK, fills the caller's weir_error.
 *   It never throws across the border, never exits, never writes to standard output.
 * - What a plugin returns as ArrowArray, ArrowSchema or ArrowArrayStream is released by the host through its
 *   own release, exactly once. What the host passes as const stays the host's; it is not released or kept.
 * - A function that fails leaves what it should have written untouched.
 * - Arrays that the host passes have offset 0; their buffers are 8-byte aligned, validity is padded to 8 bytes,
 *   and is absent when null_count is 0. What stands at a NULL is undefined.
 * - Types are those of SQL: b c C s S i I l L f g, d:p,s, u (utf8) z (binary), tdD, ttu, tss: tsm: tsu: tsn:
 *   and tsu:zone, tin, +l, +s, +m. Signatures with other types are refused. A parameter that takes every type may also be
 *   given n (nothing but NULL) and +w:n.
 * - Functions are called on many threads at once; configure, reset and shutdown by one at a time.
 */
#ifndef WEIR_PLUGIN_H
#define WEIR_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WEIR_ABI_MAJOR 1
#define WEIR_ABI_MINOR 0
#define WEIR_ENGINE_MAJOR 1
#define WEIR_ARROW_MAJOR 1
#define WEIR_MAGIC UINT64_C(0x47554C5052494557) /* "WEIRPLUG" */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif

#if defined(_WIN32)
#define WEIR_EXPORT __declspec(dllexport)
#else
#define WEIR_EXPORT __attribute__((visibility("default")))
#endif

/* Puts the manifest, a JSON text, into the file, where a host reads it without running any code. */
#if defined(__APPLE__)
#define WEIR_PLUGIN_MANIFEST(json) __attribute__((used, section("__DATA,weir_manifest"))) static const char weir_manifest_text[] = json
#elif defined(__GNUC__)
#define WEIR_PLUGIN_MANIFEST(json) __attribute__((used, section("weir_manifest"))) static const char weir_manifest_text[] = json
#endif

typedef int32_t weir_status;
enum {
  WEIR_OK = 0,
  WEIR_INVALID_ARGUMENT = 1,
  WEIR_UNSUPPORTED = 2,
  WEIR_NOT_FOUND = 3,
  WEIR_CANCELLED = 4,
  WEIR_CONFLICT = 5, /* configured otherwise before */
  WEIR_OUT_OF_MEMORY = 6,
  WEIR_IO = 7,
  WEIR_INTERNAL = 8
};

typedef struct weir_text {
  const char* data;
  uint64_t length;
} weir_text;

/* Owned by the caller. The message is UTF-8 with a terminating zero, cut at a character's end. */
typedef struct weir_error {
  uint32_t struct_size;
  weir_status status;
  char message[1016];
} weir_error;

enum { WEIR_LOG_DEBUG = 1, WEIR_LOG_INFORMATION = 2, WEIR_LOG_WARNING = 3, WEIR_LOG_ERROR = 4 };

/* What the host hands to the plugin. It lives until shutdown has returned. */
typedef struct weir_host {
  uint32_t struct_size;
  uint16_t abi_major;
  uint16_t abi_minor;
  void* context;
  void (*log)(void* context, int32_t level, weir_text message); /* any thread */
} weir_host;

/* Configuration of the plugin in one host. */
typedef struct weir_configuration {
  uint32_t struct_size;
  uint32_t reserved;
  weir_text json;             /* a JSON object in canonical form */
  int64_t memory_limit_bytes; /* -1: none */
} weir_configuration;

/* Cancellation of one call: stop soon when *cancelled is not 0. cancelled may be NULL. */
typedef struct weir_control {
  uint32_t struct_size;
  uint32_t reserved;
  const volatile int32_t* cancelled;
} weir_control;

enum {
  WEIR_TABLE_PROVIDERS = 1 << 0,
  WEIR_SCALAR_FUNCTIONS = 1 << 1,
  WEIR_AGGREGATE_FUNCTIONS = 1 << 2,
  WEIR_WINDOW_FUNCTIONS = 1 << 3,
  WEIR_TABLE_FUNCTIONS = 1 << 4,
  WEIR_RELATION_PLANNERS = 1 << 5
};

enum {
  WEIR_PARAMETER_CONSTANT = 1 << 0 /* the same for all rows */
};

typedef struct weir_parameter {
  weir_text name;
  const struct ArrowSchema* type; /* NULL: every type is taken */
  weir_text default_json;         /* absent: must be given */
  uint32_t flags;
  uint32_t reserved;
} weir_parameter;

enum { WEIR_SCALAR = 1, WEIR_AGGREGATE = 2, WEIR_WINDOW = 3, WEIR_TABLE = 4 };

enum {
  WEIR_FUNCTION_VOLATILE = 1 << 0,       /* equal arguments may give different results */
  WEIR_FUNCTION_SEES_NULLS = 1 << 1,     /* else: a row with a NULL argument gives NULL, or does not count */
  WEIR_FUNCTION_TOTAL = 1 << 2,          /* may run on rows whose arguments are NULL; their results are dropped */
  WEIR_FUNCTION_ORDER_SENSITIVE = 1 << 3, /* aggregates: the order of rows matters */
  WEIR_FUNCTION_PLANNED = 1 << 4         /* scalar: only declared; the planners replace every call, and are asked only about statements with one */
};

/* A call in a statement, while it is planned. */
typedef struct weir_binding {
  uint32_t struct_size;
  uint32_t argument_count;
  const struct ArrowSchema* argument_types; /* a struct with one child an argument */
  const struct ArrowArray* constants;       /* a struct of one row, NULL where an argument is not constant; NULL when none is */
  const uint8_t* is_constant;               /* one byte an argument */
} weir_binding;

/* Arguments of a batch: arguments[i] is a column, of length 1 when is_constant[i] is not 0. */
typedef struct weir_batch {
  uint32_t struct_size;
  uint32_t argument_count;
  const struct ArrowArray* const* arguments;
  const uint8_t* is_constant;
  int64_t row_count;
  const uint64_t* rows;                     /* one bit a row that is wanted; NULL: all */
  const struct ArrowSchema* argument_types; /* a struct with one child an argument */
  const struct ArrowSchema* result_type;    /* what result_type gave for these types; NULL in update */
} weir_batch;

typedef struct weir_table weir_table; /* defined below */

/* One function. Which entries must be there depends on its kind; the others are NULL. */
typedef struct weir_function {
  uint32_t kind;
  uint32_t flags;
  weir_text name;
  weir_text summary;
  const weir_text* aliases;
  uint32_t alias_count;
  uint32_t parameter_stride;
  const weir_parameter* parameters;
  uint32_t parameter_count;
  uint32_t reserved;
  const weir_parameter* further_arguments; /* NULL: none */
  void* context;                           /* handed back in every call */

  /* Scalar, aggregate, window: the result's type for arguments of these types (a struct with one child an argument). */
  weir_status (*result_type)(void* context, const struct ArrowSchema* argument_types, struct ArrowSchema* out, weir_error*);

  /* Scalar. bind and new_state may be NULL, each with its free. Every call in a statement is bound once before its
   * first batch; each thread makes a state of its own. */
  weir_status (*bind)(void* context, const weir_binding*, void** bound, weir_error*);
  void (*free_bound)(void* context, void* bound);
  weir_status (*new_state)(void* context, void* bound, void** state, weir_error*);
  void (*free_state)(void* context, void* state);
  weir_status (*invoke)(void* context, void* bound, void* state, const weir_batch*, const weir_control*, struct ArrowArray* out, weir_error*);

  /* Aggregate. States are state_size bytes of the host's memory, 8-byte aligned. */
  uint64_t state_size;
  weir_status (*initialize)(void* context, void* state, weir_error*);
  weir_status (*update)(void* context, const weir_batch*, void* const* states, const weir_control*, weir_error*);
  weir_status (*merge)(void* context, void* const* sources, void* const* targets, uint64_t count, weir_error*);
  weir_status (*finish)(void* context, void* const* states, uint64_t count, const struct ArrowSchema* result_type, struct ArrowArray* out, weir_error*);
  void (*destroy)(void* context, void* const* states, uint64_t count); /* may be NULL */

  /* Window: all rows of one partition, in order; out has as many rows. */
  weir_status (*evaluate)(void* context, const weir_batch*, const weir_control*, struct ArrowArray* out, weir_error*);

  /* Table function: *out lives until its free. */
  weir_status (*bind_table)(void* context, const weir_binding*, const weir_table** out, weir_error*);
} weir_function;

enum {
  WEIR_EQUAL = 1, WEIR_NOT_EQUAL = 2, WEIR_LESS = 3, WEIR_LESS_OR_EQUAL = 4, WEIR_GREATER = 5,
  WEIR_GREATER_OR_EQUAL = 6, WEIR_IN = 7, WEIR_IS_NULL = 8, WEIR_IS_NOT_NULL = 9, WEIR_STARTS_WITH = 10
};

enum { WEIR_FILTER_UNSUPPORTED = 0, WEIR_FILTER_INEXACT = 1, WEIR_FILTER_EXACT = 2 };

/* column <operator> values. Values have the column's type, one row a value, none of them NULL. */
typedef struct weir_filter {
  uint32_t column;
  int32_t operator_kind;
  const struct ArrowArray* values;
} weir_filter;

/* Absent, empty and filled differ: projection == NULL is all columns; projection_count == 0 with a pointer is rows
 * without columns. filters == NULL: nothing is pushed down; filter_count == 0 with a pointer: none was supported.
 * limit == -1: none. */
typedef struct weir_scan {
  uint32_t struct_size;
  uint32_t partition;
  const uint32_t* projection;
  uint32_t projection_count;
  uint32_t filter_count;
  uint32_t filter_stride;
  uint32_t reserved;
  const weir_filter* filters;
  int64_t limit;
} weir_scan;

/* A table as it was when it was opened. Scans may run at once. */
struct weir_table {
  uint32_t struct_size;
  uint32_t partition_count; /* at least 1 */
  void* context;
  int64_t row_count;          /* -1: not known */
  uint32_t row_count_is_exact;
  uint32_t reserved;
  weir_text snapshot_id; /* absent: the source has none */
  weir_status (*schema)(void* context, struct ArrowSchema* out, weir_error*);
  /* One WEIR_FILTER_* a filter. NULL: all are unsupported. */
  weir_status (*support)(void* context, const weir_filter* filters, uint32_t stride, uint32_t count, int32_t* support, weir_error*);
  /* control lives until the stream is released. */
  weir_status (*scan)(void* context, const weir_scan*, const weir_control*, struct ArrowArrayStream* out, weir_error*);
  void (*free)(const weir_table*);
};

typedef struct weir_provider {
  weir_text name;
  weir_text summary;
  weir_text options_schema; /* JSON Schema */
  void* context;
  weir_status (*open)(void* context, weir_text options_json, const weir_table** out, weir_error*);
} weir_provider;

typedef struct weir_planner {
  weir_text name;
  weir_text summary;
  void* context;
  /* out absent: the query stays as it is. out is freed with free_text. */
  weir_status (*rewrite)(void* context, weir_text syntax_tree_json, weir_text* out, weir_error*);
  void (*free_text)(void* context, weir_text text);
} weir_planner;

typedef struct weir_plugin {
  /* Frozen for ever. */
  uint64_t magic;
  uint32_t struct_size;
  uint16_t abi_major;
  uint16_t abi_minor;
  uint32_t engine_major;
  uint32_t arrow_major;
  /* Version 1.0. */
  uint64_t capabilities;
  weir_text name;
  weir_text version;
  weir_text build_id;
  const weir_text* features;
  uint32_t feature_count;
  uint32_t function_count;
  uint32_t function_stride;
  uint32_t provider_count;
  uint32_t provider_stride;
  uint32_t planner_count;
  uint32_t planner_stride;
  uint32_t reserved;
  const weir_function* functions;
  const weir_provider* providers;
  const weir_planner* planners;
  /* A plugin without configuration may end here (WEIR_PLUGIN_SIZE_MIN). */
  void* context;                  /* handed back in the calls below */
  weir_text configuration_schema; /* JSON Schema; absent: none */
  /* Before the first call of a function. The same configuration again is WEIR_OK and changes nothing, another one is
   * WEIR_CONFLICT until reset. NULL: nothing to configure. */
  weir_status (*configure)(void* context, const weir_configuration*, weir_error*);
  weir_status (*reset)(void* context, weir_error*); /* for tests; NULL when configure is */
  void (*shutdown)(void* context);                  /* no call follows, and nothing of the plugin is read; may be NULL */
} weir_plugin;

#define WEIR_PLUGIN_SIZE_MIN offsetof(weir_plugin, context)

/* Returns the plugin, or NULL with the error filled. Every host of the process calls it once; it may give each the same
 * structure or one of its own. What it returns lives until shutdown; the library itself is never unloaded. */
WEIR_EXPORT const weir_plugin* weir_plugin_entry_v1(const weir_host* host, weir_error* error);

#ifdef __cplusplus
}
#endif
#endif
