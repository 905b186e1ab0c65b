namespace Weir;

/// <summary>Why a text is refused.</summary>
/// <param name="Code">The error with which <see cref="Session.Run"/> refuses the same text.</param>
/// <param name="Rule">The rule of the policy.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
/// <param name="Line">The line, from 1, of what is refused.</param>
/// <param name="Column">The character of that line, from 1.</param>
/// <param name="Text">What is refused, as it is written; at most 200 characters.</param>
public sealed record SqlRefusal(string Code, SqlRule Rule, string Message, int Line, int Column, string Text);
