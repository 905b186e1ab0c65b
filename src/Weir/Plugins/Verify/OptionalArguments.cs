namespace Weir.Plugins.Verify;

/// <summary>How the arguments of a trial come whose parameters have a default.</summary>
internal enum OptionalArguments
{
    /// <summary>As sample values, like all others.</summary>
    Sampled,

    /// <summary>Left out: the host gives the default as a constant.</summary>
    LeftOut,

    /// <summary>Given by name: a column of the default's value, where the parameter takes columns.</summary>
    Given,
}
