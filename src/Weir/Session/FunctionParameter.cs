namespace Weir;

/// <summary>A parameter of a function. Immutable.</summary>
/// <param name="Name">The name by which it can be given, <c>name := value</c>, where the function takes names.</param>
/// <param name="Type">Its type as SQL writes it; <c>ANY</c>, or a letter such as <c>T</c>, for every type.</param>
public sealed record FunctionParameter(string Name, string Type)
{
    /// <summary>Its value when it is left out, as SQL; null when it must be given, or where the engine does not tell.</summary>
    public string? Default { get; init; }

    /// <summary>True when it stands for any number of further arguments.</summary>
    public bool IsFurther { get; init; }

    /// <summary>What it is; empty where nobody says.</summary>
    public string Description { get; init; } = "";

    /// <summary>The parameter as people write it.</summary>
    public override string ToString() =>
        IsFurther ? $"{Name} {Type}..." : Default is null ? $"{Name} {Type}" : $"{Name} {Type} := {Default}";
}
