namespace Weir.Engine.Syntax.Dialects;

/// <summary>How a name of one part is written.</summary>
internal enum DialectNameForm
{
    /// <summary>As it is.</summary>
    AsWritten,

    /// <summary>With the source before it.</summary>
    Qualified,

    /// <summary>As the expression of the item that it names.</summary>
    Expression,

    /// <summary>As the place of the item that it names.</summary>
    Place,

    /// <summary>Not at all: the text does not tell what it means, or the dialect cannot say it.</summary>
    Refused,
}
