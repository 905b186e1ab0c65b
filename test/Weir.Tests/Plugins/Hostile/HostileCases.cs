namespace Weir.Tests.Plugins.Hostile;

/// <summary>Functions of the hostile plugin in C, the code that each ends with, and words of the message.</summary>
public static class HostileCases
{
    /// <summary>Scalar functions, called with ten rows.</summary>
    public static TheoryData<string, string, string> Scalars => new()
    {
        { "more_rows", "WEIR3171", "it has 11 rows instead of 10" },
        { "fewer_rows", "WEIR3171", "it has 9 rows instead of 10" },
        { "negative_rows", "WEIR3171", "length -1" },
        { "no_rows_of_many", "WEIR3171", "it has 0 rows instead of 10" },
        { "nothing", "WEIR3171", "released already or was never made" },
        { "released", "WEIR3171", "released already or was never made" },
        { "releases_first", "WEIR3171", "released already or was never made" },
        { "without_text", "WEIR3170", "(internal error): it gave no text" },
        { "unknown_status", "WEIR3170", "(unknown status 4711): it gave no text" },
        { "cancelled_by_itself", "WEIR3170", "(cancelled): it gave no text" },
        { "null_buffer_table", "WEIR3171", "the table of buffers is a null pointer" },
        { "null_buffer", "WEIR3171", "is a null pointer" },
        { "one_buffer", "WEIR3171", "1 buffers do not fit" },
        { "lying_nulls", "WEIR3171", "null count is 1" },
        { "null_count_too_high", "WEIR3171", "null count 15 is out of range" },
        { "claims_children", "WEIR3171", "2147483647" },
        { "gives_other_type", "WEIR3171", "3 buffers do not fit the type int64" },
        { "bad_utf8", "WEIR3171", "UTF-8" },
        { "offsets_fall", "WEIR3171", "from offset 7 to 6" },
        { "fails_and_gives", "WEIR3170", "no, but here it is" },
        { "bind_fails", "WEIR3170", "(invalid argument): this call cannot be bound" },
        { "state_fails", "WEIR3170", "(out of memory): no room for a state" },
    };

    /// <summary>Scalar functions that give no type for their result.</summary>
    public static TheoryData<string, string, string> Types => new()
    {
        { "fails", "WEIR3170", "(unsupported): no type fits" },
        { "nothing", "WEIR3172", "already released" },
        { "unknown", "WEIR3172", "'qqq'" },
        { "view", "WEIR3172", "utf8_view has no SQL type" },
        { "list_without_child", "WEIR3172", "has 1 children" },
        { "fails_and_gives", "WEIR3170", "no, but here it is" },
    };

    /// <summary>Table functions.</summary>
    public static TheoryData<string, string, string> Tables => new()
    {
        { "nothing", "WEIR3171", "the table is a null pointer" },
        { "no_partitions", "WEIR3171", "0 partitions" },
        { "row_count", "WEIR3171", "-7 rows" },
        { "schema_fails", "WEIR3170", "(input or output): the schema cannot be read" },
        { "schema_unknown", "WEIR3172", "'qqq'" },
        { "stream_schema", "WEIR3173", "its schema is (value: double not null), but (value: int64 not null) was asked for" },
        { "stream_nothing", "WEIR3173", "released already or was never made" },
        { "stream_half", "WEIR3173", "get_schema or get_next is a null pointer" },
        { "scan_fails", "WEIR3170", "no, but here it is" },
        { "stream_fails", "WEIR3173", "the disk is on fire" },
        { "stream_fails_without_text", "WEIR3173", "it gave no text" },
        { "null", "WEIR3173", "column 'value' holds NULL, but its schema promises that it has none" },
        { "without_child", "WEIR3173", "has 1 children, but the array has 0" },
    };

    /// <summary>Table functions without end.</summary>
    public static TheoryData<string> Endless => ["endless", "empty_batches"];
}
