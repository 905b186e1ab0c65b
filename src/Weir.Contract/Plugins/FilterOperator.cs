namespace Weir.Plugins;

/// <summary>How a column is compared. The numbers are part of the ABI.</summary>
public enum FilterOperator
{
    /// <summary><c>column = value</c>.</summary>
    Equal = 1,
    /// <summary><c>column &lt;&gt; value</c>.</summary>
    NotEqual = 2,
    /// <summary><c>column &lt; value</c>.</summary>
    Less = 3,
    /// <summary><c>column &lt;= value</c>.</summary>
    LessOrEqual = 4,
    /// <summary><c>column &gt; value</c>.</summary>
    Greater = 5,
    /// <summary><c>column &gt;= value</c>.</summary>
    GreaterOrEqual = 6,
    /// <summary><c>column IN (values)</c>.</summary>
    In = 7,
    /// <summary><c>column IS NULL</c>.</summary>
    IsNull = 8,
    /// <summary><c>column IS NOT NULL</c>.</summary>
    IsNotNull = 9,
    /// <summary>The text begins with the value.</summary>
    StartsWith = 10,
}
