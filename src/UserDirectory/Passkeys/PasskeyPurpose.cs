namespace UserDirectory.Passkeys;

/// <summary>What a challenge is for. One for another purpose, person or browser is not found.</summary>
/// <param name="Name">One of the four below.</param>
/// <param name="UserId">Whose passkey it must be; null where anybody may sign in.</param>
/// <param name="Browser">The handle in the cookie of the browser that was given the challenge.</param>
internal sealed record PasskeyPurpose(string Name, Guid? UserId, string Browser)
{
    public static PasskeyPurpose Registration(Guid userId, string browser) => new("registration", userId, browser);

    /// <param name="userId">As above.</param>
    /// <param name="browser">The handle of the browser, and that of the sign-in that waits in it.</param>
    public static PasskeyPurpose Enrolment(Guid userId, string browser) => new("enrolment", userId, browser);

    public static PasskeyPurpose SignIn(string browser) => new("sign_in", null, browser);

    public static PasskeyPurpose SecondStep(Guid userId, string browser) => new("second_step", userId, browser);
}
