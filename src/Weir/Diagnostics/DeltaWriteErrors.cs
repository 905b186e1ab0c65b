namespace Weir.Diagnostics;

/// <summary>Errors of changing Delta tables (WEIR2xxx, from 2021); those of reading are <see cref="DeltaErrors"/>.</summary>
internal static class DeltaWriteErrors
{
    private static readonly ErrorCode ConflictCode = new(
        "WEIR2021", "CommitConflict",
        "Another writer committed a version that contradicts this write.",
        "Nothing was written; run the write again on the table as it is now.");

    private static readonly ErrorCode RetriesExhaustedCode = new(
        "WEIR2022", "CommitRetriesExhausted",
        "Other writers were faster in every attempt to commit.",
        "Nothing was written; run it again, or allow more attempts (max_commit_retries).");

    private static readonly ErrorCode OutcomeUnknownCode = new(
        "WEIR2023", "CommitOutcomeUnknown",
        "The storage failed while the commit was put, and then did not answer whether it is there.",
        "When the storage answers again, look whether the version that the error names has this write's txnId.");

    private static readonly ErrorCode TableExistsCode = new(
        "WEIR2024", "TableExists",
        "A new table was asked for, but there is one at the location.",
        "Append to it, overwrite it, or choose another location.");

    private static readonly ErrorCode SchemaDiffersCode = new(
        "WEIR2025", "SchemaDiffers",
        "The rows do not have the schema of the table.",
        "Select and cast the columns as the table has them; changing a table's schema is not part of a write.");

    private static readonly ErrorCode PartitioningDiffersCode = new(
        "WEIR2026", "PartitioningDiffers",
        "The write names other partition columns than the table has.",
        "Leave the partition columns out, or name the table's in their order.");

    private static readonly ErrorCode NewTableInvalidCode = new(
        "WEIR2027", "NewTableInvalid",
        "A table with this schema, partitioning or properties cannot be made.",
        "Rename the columns in the query, or change what the error names.");

    private static readonly ErrorCode AppendOnlyCode = new(
        "WEIR2028", "AppendOnlyTable",
        "The table takes new rows only, but the write would remove rows.",
        "Append, or set the table property 'delta.appendOnly' to false.");

    private static readonly ErrorCode NullRefusedCode = new(
        "WEIR2029", "NullRefused",
        "A column that may not be NULL got NULL, or its statistics do not show that it has none.",
        "Filter the rows or give the column a value.");

    private static readonly ErrorCode PropertiesDifferCode = new(
        "WEIR2042", "PropertiesDiffer",
        "The write asks for table properties that the table does not have.",
        "Leave the properties out, set them with a tool that alters tables, or write to another location; properties are given to new tables only.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All =
    [
        ConflictCode, RetriesExhaustedCode, OutcomeUnknownCode, TableExistsCode, SchemaDiffersCode,
        PartitioningDiffersCode, NewTableInvalidCode, AppendOnlyCode, NullRefusedCode,
        PropertiesDifferCode,
    ];

    /// <summary>A winner contradicts the write.</summary>
    /// <param name="table">Root of the table.</param>
    /// <param name="kind">Name of the conflict, as other Delta writers call it.</param>
    /// <param name="why">What the winner did, with what this write rests on.</param>
    /// <param name="winner">The version that came between.</param>
    /// <param name="operation">What its commit calls itself, if it says.</param>
    /// <param name="attempts">How often this commit was put.</param>
    public static WeirException Conflict(string table, string kind, string why, long winner, string? operation, int attempts) =>
        Make(ConflictCode, table,
            $"the write to table '{table}' was given up ({kind}): version {winner}, {operation ?? "an operation without a name"}, {why}. " +
            ConflictCode.Remedy,
            ("kind", kind), ("winner", $"{winner}"), ("operation", operation ?? ""), ("attempts", $"{attempts}"));

    public static WeirException RetriesExhausted(string table, long version, int attempts) =>
        Make(RetriesExhaustedCode, table,
            $"the write to table '{table}' lost {attempts} races for a version, the last one for version {version}. " +
            RetriesExhaustedCode.Remedy,
            ("version", $"{version}"), ("attempts", $"{attempts}"));

    public static WeirException OutcomeUnknown(string table, long version, string txnId, Exception cause) =>
        Make(OutcomeUnknownCode, table,
            $"it is not known whether version {version} of table '{table}' is this write's (txnId '{txnId}'): {cause.Message} " +
            $"Its data files were left in place. {OutcomeUnknownCode.Remedy} If it has not, delete the files whose names hold '{txnId}'.",
            cause, ("version", $"{version}"), ("txnId", txnId));

    public static WeirException TableExists(string table, long version) =>
        Make(TableExistsCode, table,
            $"there is a Delta table at '{table}' (version {version}). {TableExistsCode.Remedy}", ("version", $"{version}"));

    public static WeirException SchemaDiffers(string table, IReadOnlyCollection<string> differences) =>
        Make(SchemaDiffersCode, table,
            $"the rows do not fit the table '{table}': {string.Join("; ", differences)}. {SchemaDiffersCode.Remedy}",
            ("differences", string.Join('\n', differences)));

    public static WeirException PartitioningDiffers(string table, IEnumerable<string> asked, IEnumerable<string> found) =>
        Make(PartitioningDiffersCode, table,
            $"table '{table}' is partitioned by ({string.Join(", ", found)}), the write says ({string.Join(", ", asked)}). " +
            PartitioningDiffersCode.Remedy);

    public static WeirException PropertiesDiffer(string table, IReadOnlyCollection<string> contradictions) =>
        Make(PropertiesDifferCode, table,
            $"the table '{table}' is another than the write asks for: {string.Join("; ", contradictions)}. {PropertiesDifferCode.Remedy}",
            ("differences", string.Join('\n', contradictions)));

    public static WeirException NewTableInvalid(string table, string why) =>
        Make(NewTableInvalidCode, table, $"the table '{table}' cannot be made: {why}. {NewTableInvalidCode.Remedy}");

    public static WeirException AppendOnly(string table) =>
        Make(AppendOnlyCode, table, $"table '{table}' has 'delta.appendOnly' set and cannot be overwritten. {AppendOnlyCode.Remedy}");

    public static WeirException NullRefused(string table, string column, long? nulls) =>
        Make(NullRefusedCode, table,
            (nulls is { } count
                ? $"{count} rows have NULL in column '{column}' of table '{table}', which does not take NULL. "
                : $"column '{column}' of table '{table}' does not take NULL, and the written statistics do not count its NULLs. ") +
            NullRefusedCode.Remedy,
            ("column", column));

    private static WeirException Make(ErrorCode code, string path, string message, params (string Name, string Value)[] facts) =>
        Make(code, path, message, null, facts);

    private static WeirException Make(
        ErrorCode code, string path, string message, Exception? cause, params (string Name, string Value)[] facts)
    {
        Dictionary<string, string> details = new() { ["path"] = path };
        foreach ((string name, string value) in facts)
            details[name] = value;
        return new WeirException(code.Id, message, cause) { Details = details };
    }
}
