namespace Weir.Cli.Rows;

/// <summary>How <c>weir query</c> prints rows.</summary>
internal enum RowFormat
{
    /// <summary>Columns for a person, cut to the screen.</summary>
    Table,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>RFC 4180 with a header.</summary>
    Csv,

    /// <summary>An Arrow IPC stream.</summary>
    Arrow,
}
