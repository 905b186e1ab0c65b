namespace Weir.Diagnostics;

/// <summary>
/// The one form in which an error says what it came from: <c>context: cause</c>. The context is what was being done, by its
/// name; the cause keeps its own words.
/// </summary>
internal static class Caused
{
    /// <param name="context">What was being done, without a period.</param>
    /// <param name="cause">What ended it.</param>
    public static string By(string context, Exception cause) => $"{context}: {cause.Message}";
}
