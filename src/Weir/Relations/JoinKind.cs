namespace Weir.Relations;

/// <summary>Which rows of two relations a join has.</summary>
public enum JoinKind
{
    /// <summary>Pairs that match.</summary>
    Inner,
    /// <summary>These, and rows of the left side that match nothing.</summary>
    Left,
    /// <summary>These, and rows of the right side that match nothing.</summary>
    Right,
    /// <summary>These, and rows of both sides that match nothing.</summary>
    Full,
    /// <summary>Rows of the left side that match something, once.</summary>
    Semi,
    /// <summary>Rows of the left side that match nothing.</summary>
    Anti,
}
