namespace Weir;

/// <summary>What becomes of the constraints that a dataset declares.</summary>
public enum ContractMode
{
    /// <summary>They are told, in <c>information_schema</c> and by <c>SessionCatalog.Check</c>, and hold nobody up.</summary>
    Declared,

    /// <summary>
    /// A query that meets a row which breaks NOT NULL or a check ends with an error, and so does a write into the dataset, which then
    /// leaves no version. Keys are not held to: they are checked by <c>SessionCatalog.Check</c>.
    /// </summary>
    Enforced,
}
