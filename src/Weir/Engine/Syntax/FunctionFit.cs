namespace Weir.Engine.Syntax;

/// <summary>Whether a function takes a call. In order: the smaller of two fits is the fit of both.</summary>
internal enum FunctionFit
{
    /// <summary>It surely does not.</summary>
    No,
    /// <summary>It takes a text in quotes as a value of another type.</summary>
    Converted,
    /// <summary>It depends on types that are not known yet.</summary>
    Perhaps,
    /// <summary>It does.</summary>
    Yes,
}
