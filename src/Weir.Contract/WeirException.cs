using System.Data.Common;

namespace Weir;

/// <summary>
/// The one exception that Weir throws for what ends a request. <see cref="Code"/> is stable over
/// versions and listed in <c>docs/errors.md</c>; the message says what was found, where, what was
/// expected and what to do. Misuse of the API (a null argument, a disposed object) stays an
/// <see cref="ArgumentException"/> or <see cref="ObjectDisposedException"/>; a cancelled call
/// throws <see cref="OperationCanceledException"/>. It is a <see cref="DbException"/>, so that code
/// written for any ADO.NET provider catches it.
/// </summary>
/// <remarks>Immutable once thrown; safe to share between threads.</remarks>
public class WeirException : DbException
{
    /// <summary>Makes an exception with a code, a complete message and the failure behind it.</summary>
    /// <param name="code">Stable code, <c>WEIR</c> and four digits.</param>
    /// <param name="message">What was found, where, what was expected, what to do.</param>
    /// <param name="innerException">The failure that led here, if another layer reported one.</param>
    public WeirException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Code = code;
    }

    /// <summary>Stable code of the error, for example <c>WEIR2003</c>.</summary>
    public string Code { get; }

    /// <summary>
    /// Which part of the work the error is of, by its code: <c>spec</c>, <c>delta</c>, <c>contract</c>, <c>plugin</c>, <c>function</c>, <c>engine</c>,
    /// <c>policy</c>, <c>storage</c>, <c>build</c> or <c>configuration</c>; <c>other</c> for a code that is none of Weir's.
    /// </summary>
    public string Stage => !Code.StartsWith("WEIR", StringComparison.Ordinal) || Code.Length < 6 ? "other" : (Code[4], Code[5]) switch
    {
        ('1', _) => "spec",
        ('2', _) => "delta",
        ('3', '0') => "contract",
        ('3', '3') => "function",
        ('3', _) => "plugin",
        ('4', _) => "engine",
        ('5', _) => "policy",
        ('6', _) => "storage",
        ('7', _) => "build",
        ('8', _) => "configuration",
        _ => "other",
    };

    /// <summary>
    /// Facts about the failure by name (a path, a version, a column), for programs that react to
    /// it. Never secrets, never null.
    /// </summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {base.ToString()}";
}
