namespace UserDirectory.Registration;

/// <summary>The section <c>Registration</c>.</summary>
public sealed class RegistrationOptions
{
    public const string Section = "Registration";

    /// <summary>Whether people register themselves.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether an address must be proved before the first sign-in.</summary>
    public bool RequireVerifiedEmail { get; set; }

    public static string? Problem(RegistrationOptions options) => options.RequireVerifiedEmail
        ? "The setting Registration:RequireVerifiedEmail is true, but this version has no way to prove an address yet: remove it."
        : null;
}
