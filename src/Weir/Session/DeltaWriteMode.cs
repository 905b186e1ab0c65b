namespace Weir;

/// <summary>What a write does with the rows that the table has.</summary>
public enum DeltaWriteMode
{
    /// <summary>Adds rows; the table is made when it does not exist.</summary>
    Append,

    /// <summary>Replaces all rows in one version; older versions stay readable. The table is made when it does not exist.</summary>
    Overwrite,

    /// <summary>Makes a new table, and fails when there is one.</summary>
    Create,
}
