namespace Weir.Generators.Model;

/// <summary>What a parameter of a method is for.</summary>
internal enum ParameterRole
{
    /// <summary>The value of a row.</summary>
    Value,
    /// <summary>A value that is bound once.</summary>
    Constant,
    /// <summary>All further arguments of a row.</summary>
    Further,
    /// <summary>All further arguments as whole columns of any types.</summary>
    FurtherColumns,
    /// <summary>A whole column.</summary>
    Column,
    /// <summary>The state of the thread.</summary>
    State,
    /// <summary>Where a text result goes.</summary>
    Output,
    /// <summary>Where a whole column of results goes.</summary>
    ResultColumn,
    /// <summary>Which row of the columns is meant.</summary>
    Row,
    /// <summary>One bit a wanted row.</summary>
    Rows,
    /// <summary>Cancellation of a call.</summary>
    Control,
    /// <summary>Cancellation of a scan.</summary>
    Token,
    /// <summary>What the host handed to the plugin.</summary>
    Context,
}

/// <summary>A parameter of a method.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="SqlName">Its name in SQL; empty when SQL does not see it.</param>
/// <param name="Type">The type of its values; null: every type, or none.</param>
/// <param name="IsNullable">Whether it takes NULL.</param>
/// <param name="DefaultJson">Its default as JSON; null: it must be given.</param>
/// <param name="MustBeConstant">Whether SQL must give a constant.</param>
/// <param name="State">For <see cref="ParameterRole.State"/>.</param>
internal sealed record ParameterModel(
    ParameterRole Role,
    string SqlName = "",
    TypeModel? Type = null,
    bool IsNullable = false,
    string? DefaultJson = null,
    bool MustBeConstant = false,
    StateModel? State = null)
{
    /// <summary>Whether SQL gives it, one argument a parameter.</summary>
    public bool IsArgument => Role is ParameterRole.Value or ParameterRole.Constant or ParameterRole.Column;

    /// <summary>Whether it stands for any number of arguments.</summary>
    public bool IsFurther => Role is ParameterRole.Further or ParameterRole.FurtherColumns;
}

/// <summary>A class that is made once for a thread.</summary>
/// <param name="Type">The class.</param>
/// <param name="Arguments">What its constructor takes: SQL names of constant parameters; empty for the plugin's context.</param>
/// <param name="IsDisposable">Whether it is disposed at the end.</param>
internal sealed record StateModel(string Type, EquatableArray<string> Arguments, bool IsDisposable);
