{const t=(()=>{try{return localStorage.getItem('theme')}catch{}})();if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}
