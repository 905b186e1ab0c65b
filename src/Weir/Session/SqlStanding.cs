namespace Weir.Sessions;

/// <summary>Whose words a text is, and so what of a policy it is held to.</summary>
internal enum SqlStanding
{
    /// <summary>A user's: all rules.</summary>
    OfUser,
    /// <summary>Part of a statement whose rights were looked at: all rules but rights.</summary>
    OfStatement,
    /// <summary>Weir's own: none.</summary>
    OfWeir,
}
