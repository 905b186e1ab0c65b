namespace Weir.Delta.Actions;

/// <summary>Takes the actions of a log file, in the order of the file.</summary>
internal interface IActionTarget
{
    /// <summary>Takes an <c>add</c>; its texts are gone when the call returns.</summary>
    void Take(in AddEntry add);

    /// <summary>Takes any other action.</summary>
    void Take(DeltaAction action);
}
