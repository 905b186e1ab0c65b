namespace Weir.Plugins;

/// <summary>What a host asks of a plugin in one call. The numbers are part of the breadcrumb file.</summary>
public enum PluginOperation
{
    /// <summary>Takes its configuration.</summary>
    Configure = 1,
    /// <summary>Forgets its configuration.</summary>
    Reset = 2,
    /// <summary>Says the type of a result.</summary>
    ResultOf = 3,
    /// <summary>Looks at a call while its statement is planned.</summary>
    Bind = 4,
    /// <summary>Makes the state of a thread.</summary>
    NewState = 5,
    /// <summary>Computes the rows of a batch.</summary>
    Invoke = 6,
    /// <summary>Makes a state of an aggregate.</summary>
    Initialize = 7,
    /// <summary>Adds rows to states.</summary>
    Update = 8,
    /// <summary>Merges states.</summary>
    Merge = 9,
    /// <summary>Writes the results of states.</summary>
    Finish = 10,
    /// <summary>Frees what states hold.</summary>
    Destroy = 11,
    /// <summary>Computes a partition of a window.</summary>
    Evaluate = 12,
    /// <summary>Opens a table of a provider.</summary>
    Open = 13,
    /// <summary>Says what a table can do with filters.</summary>
    Support = 14,
    /// <summary>Says facts about a table.</summary>
    Describe = 15,
    /// <summary>Begins to read a partition of a table.</summary>
    Scan = 16,
    /// <summary>Reads a batch.</summary>
    Read = 17,
    /// <summary>Frees a table, a scan, or what binding made.</summary>
    Release = 18,
    /// <summary>Looks at a syntax tree.</summary>
    Rewrite = 19,
}
