/* A plugin of Weir in plain C. ./build.sh makes the library; plugin.json beside it says the same as the manifest here. */
#include "arrow_build.h"
#include "weir_plugin.h"

#define TEXT(literal) {literal, sizeof(literal) - 1}

/* Hosts read this from the file before any code runs: without it, or when it and plugin.json disagree, nothing is loaded. */
WEIR_PLUGIN_MANIFEST(
    "{\"manifest_version\":1,\"name\":\"my_plugin\",\"version\":\"1.0.0\",\"build_id\":\"\",\"kind\":\"native\","
    "\"isolation\":\"in_process\",\"abi\":{\"major\":1,\"minor\":0},\"engine_major\":1,\"arrow_major\":1,"
    "\"capabilities\":[\"scalar_functions\"],\"functions\":["
    "{\"name\":\"my_plugin_add\",\"kind\":\"scalar\",\"aliases\":[]},"
    "{\"name\":\"my_plugin_greet\",\"kind\":\"scalar\",\"aliases\":[]}]}");

static const struct ArrowSchema type_int64 = {.format = "l", .name = "", .flags = ARROW_FLAG_NULLABLE};
static const struct ArrowSchema type_text = {.format = "u", .name = "", .flags = ARROW_FLAG_NULLABLE};

static weir_status fail(weir_error* error, weir_status status, const char* message) {
  error->status = status;
  strncpy(error->message, message, sizeof error->message - 1);
  error->message[sizeof error->message - 1] = 0;
  return status;
}

static weir_status gives(struct ArrowSchema* out, const char* format, weir_error* error) {
  return schema_make(out, format, "", ARROW_FLAG_NULLABLE, 0) ? WEIR_OK : fail(error, WEIR_OUT_OF_MEMORY, "no memory for a type");
}

static weir_status gives_int64(void* context, const struct ArrowSchema* arguments, struct ArrowSchema* out, weir_error* error) {
  (void)context, (void)arguments;
  return gives(out, "l", error);
}

static weir_status gives_text(void* context, const struct ArrowSchema* arguments, struct ArrowSchema* out, weir_error* error) {
  (void)context, (void)arguments;
  return gives(out, "u", error);
}

/* a + b. Total: it may run on rows whose arguments are NULL; the host drops what it gives there. */
static weir_status add(void* context, void* bound, void* state, const weir_batch* batch, const weir_control* control,
                       struct ArrowArray* out, weir_error* error) {
  (void)context, (void)bound, (void)state, (void)control;
  column sum;
  if (!column_fixed(&sum, batch->row_count, sizeof(int64_t))) return fail(error, WEIR_OUT_OF_MEMORY, "no memory for the sums");
  for (int64_t row = 0; row < batch->row_count; row++)
    ((uint64_t*)sum.values)[row] = (uint64_t)array_int64(batch->arguments[0], argument_row(batch, 0, row)) +
                                   (uint64_t)array_int64(batch->arguments[1], argument_row(batch, 1, row));
  return column_finish(&sum, out) ? WEIR_OK : fail(error, WEIR_OUT_OF_MEMORY, "no memory for the result");
}

/* greeting, name! */
static weir_status greet(void* context, void* bound, void* state, const weir_batch* batch, const weir_control* control,
                         struct ArrowArray* out, weir_error* error) {
  (void)context, (void)bound, (void)state, (void)control;
  column result;
  bool ok = column_text(&result, batch->row_count);
  for (int64_t row = 0; ok && row < batch->row_count; row++) {
    if (!row_counts(batch, row)) {
      ok = column_null(&result, row);
      continue;
    }
    weir_text name = array_text(batch->arguments[0], argument_row(batch, 0, row));
    weir_text greeting = array_text(batch->arguments[1], argument_row(batch, 1, row));
    ok = column_add_bytes(&result, greeting.data, greeting.length) && column_add_bytes(&result, ", ", 2) &&
         column_add_bytes(&result, name.data, name.length) && column_add_bytes(&result, "!", 1);
    if (ok) column_end_text(&result, row);
  }
  if (ok && column_finish(&result, out)) return WEIR_OK;
  column_free(&result);
  return fail(error, WEIR_OUT_OF_MEMORY, "no memory for the greetings");
}

static const weir_parameter add_parameters[] = {{.name = TEXT("a"), .type = &type_int64}, {.name = TEXT("b"), .type = &type_int64}};
static const weir_parameter greet_parameters[] = {
    {.name = TEXT("name"), .type = &type_text},
    {.name = TEXT("greeting"), .type = &type_text, .default_json = TEXT("\"hello\"")},
};

static const weir_function functions[] = {
    {.kind = WEIR_SCALAR,
     .flags = WEIR_FUNCTION_TOTAL,
     .name = TEXT("my_plugin_add"),
     .summary = TEXT("Adds two numbers."),
     .parameters = add_parameters,
     .parameter_count = 2,
     .parameter_stride = sizeof(weir_parameter),
     .result_type = gives_int64,
     .invoke = add},
    {.kind = WEIR_SCALAR,
     .name = TEXT("my_plugin_greet"),
     .summary = TEXT("Greets somebody."),
     .parameters = greet_parameters,
     .parameter_count = 2,
     .parameter_stride = sizeof(weir_parameter),
     .result_type = gives_text,
     .invoke = greet},
};

static const weir_plugin plugin = {
    .magic = WEIR_MAGIC,
    .struct_size = sizeof(weir_plugin),
    .abi_major = WEIR_ABI_MAJOR,
    .abi_minor = WEIR_ABI_MINOR,
    .engine_major = WEIR_ENGINE_MAJOR,
    .arrow_major = WEIR_ARROW_MAJOR,
    .capabilities = WEIR_SCALAR_FUNCTIONS,
    .name = TEXT("my_plugin"),
    .version = TEXT("1.0.0"),
    .build_id = TEXT(""),
    .functions = functions,
    .function_count = sizeof functions / sizeof *functions,
    .function_stride = sizeof(weir_function),
};

WEIR_EXPORT const weir_plugin* weir_plugin_entry_v1(const weir_host* host, weir_error* error) {
  if (host->struct_size < sizeof *host || host->abi_major != WEIR_ABI_MAJOR) {
    fail(error, WEIR_UNSUPPORTED, "the host is of another ABI than 1");
    return NULL;
  }
  return &plugin;
}
