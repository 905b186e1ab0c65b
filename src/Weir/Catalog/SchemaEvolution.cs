using System.Collections.ObjectModel;

namespace Weir;

/// <summary>
/// Which differences between the columns that a dataset's files have and those that are declared for it are made good, by a
/// projection over the files. What is not allowed here is an error at registration. Immutable; combine with <c>with</c>.
/// </summary>
public sealed record SchemaEvolution
{
    /// <summary>No difference but the order of columns.</summary>
    public static SchemaEvolution Strict { get; } = new();

    /// <summary>Files may lack columns, which are NULL there, and have more than is declared, which are left out.</summary>
    public static SchemaEvolution Additive { get; } = new() { AllowsAdditions = true };

    /// <summary>Files may have narrower types.</summary>
    public static SchemaEvolution Widening { get; } = new() { AllowsWidening = true };

    /// <summary>Whether files may lack columns, and have more than is declared.</summary>
    public bool AllowsAdditions { get; init; }

    /// <summary>Whether a file's type may be narrower than the declared one, where no value is lost: INTEGER for BIGINT, FLOAT for DOUBLE, DATE for TIMESTAMP.</summary>
    public bool AllowsWidening { get; init; }

    /// <summary>Whether a column that a file lacks has its declared default there. Allows such columns to be missing.</summary>
    public bool FillsDefaults { get; init; }

    /// <summary>Whether what is allowed for columns is allowed for the fields of structures too, in lists and maps as well.</summary>
    public bool AppliesToNested { get; init; }

    /// <summary>Declared names by the names that older files have for them. A file may have one of both.</summary>
    public IReadOnlyDictionary<string, string> Renames { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
