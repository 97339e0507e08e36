namespace IdentityProvider.Pages;

/// <summary>What the page of a link that proves an address shows.</summary>
internal enum VerifyState
{
    /// <summary>Whom to send another link.</summary>
    Resend,

    /// <summary>One was sent, if there is such an account.</summary>
    Sent,

    /// <summary>The sign-in waits for it, and one was sent.</summary>
    Required,

    /// <summary>Whether the address of an account that was made or is signed in to in this browser is the reader's.</summary>
    Asked,

    /// <summary>The same, where nothing shows that the account is the reader's too: that is asked on a page of its own.</summary>
    AskedElsewhere,

    /// <summary>Whether the account is to get this address.</summary>
    AskedToChange,

    /// <summary>The link changes an account's address, and the person is not signed in to it here.</summary>
    SignInFirst,

    Done,

    /// <summary>The link opens nothing.</summary>
    Dead,
}
