namespace Weir.Engine.Syntax;

/// <summary>An argument of a call, as far as it is known before tables are bound.</summary>
/// <param name="Name">The name that it is given by; empty for an argument by place.</param>
/// <param name="Type">
/// Its type as SQL writes it; <see cref="TextLiteral"/>, <see cref="IntegerLiteral"/> or <see cref="NullLiteral"/> for what takes
/// the type that is asked for; null when it is not known.
/// </param>
internal readonly record struct CallArgument(string Name, string? Type)
{
    /// <summary>A text in quotes: the engine reads it as any type.</summary>
    public const string TextLiteral = "STRING_LITERAL";

    /// <summary>A whole number: the engine reads it as any type of numbers.</summary>
    public const string IntegerLiteral = "INTEGER_LITERAL";

    /// <summary>NULL, which is of every type.</summary>
    public const string NullLiteral = "NULL";
}
